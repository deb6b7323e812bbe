import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// All answers of a draft, group by group, each with the way back to its question.
struct CheckGroups {
    let view: DraftView
    let context: BackstopContext
    let residence: String?
    let register: String?

    private var form: ApplicationForm { view.draft.content.form }
    private var nothing: String { context.t("task.empty") }

    var all: [CheckGroup] {
        [
            CheckGroup(title: name(.members), rows: form.members.map(member)),
            items(.incomes, .incomes), items(.properties, .properties), items(.expenses, .expenses),
            CheckGroup(
                title: context.t("apply.check.rest"),
                rows: [
                    row(name(.hardship), form.hardshipReason, "hardship"),
                    row(context.t("apply.places.residence"), residence ?? "", "places"),
                    row(context.t("apply.places.register"), register ?? "", "places"),
                    row(context.t("apply.places.address"), form.address, "places"),
                    row(context.t("apply.contact.phone"), form.phone, "contact"),
                    row(context.t("apply.contact.account"), account, "contact"),
                    row(
                        name(.materials),
                        view.uploads.isEmpty
                            ? context.t("apply.check.photosLater")
                            : context.t("apply.photos.count", ["count": String(view.uploads.count)]), "photos"),
                    row(name(.pledge), form.isPledged ? context.t("apply.check.pledged") : "", "pledge"),
                ]),
            CheckGroup(title: name(.authorizations), rows: view.authorizations.map(authorization)),
        ].filter { !$0.rows.isEmpty }
    }

    private var account: String {
        let holder = form.members.first { $0.number == form.accountHolderNumber }?.name
        return form.bankAccount.isEmpty ? "" : [holder, form.bankAccount].compactMap(\.self).joined(separator: " · ")
    }

    private func name(_ section: DraftSection) -> String { TaskPages.name(section, context) }

    private func row(_ label: String, _ value: String, _ page: String) -> SummaryRow {
        SummaryRow(
            label, value.isEmpty ? nothing : value, changeAddress: DraftDoor.path(view, page) + "?from=check")
    }

    private func member(_ member: DeclaredMember) -> SummaryRow {
        var words = [
            context.word("relation", member.relation?.rawValue ?? "open"), member.idNumber,
            member.health.map { context.word("condition", $0.rawValue) } ?? context.t("apply.members.healthOpen"),
        ]
        if let disability = member.disability {
            let level = context.t("apply.health.level", ["grade": String(disability.grade)])
            words.append("\(context.word("disability", disability.kind.rawValue)) \(level)")
        }
        words.append(
            member.employment.map { context.word("employment", $0.rawValue) } ?? context.t("apply.members.workOpen"))
        if !member.phone.isEmpty { words.append(member.phone) }
        return SummaryRow(
            member.name.isEmpty ? context.t("apply.members.unnamed") : member.name, words.joined(separator: " · "),
            changeAddress: DraftDoor.path(view, "members/\(member.number)"))
    }

    private func items(_ section: ItemSection, _ part: DraftSection) -> CheckGroup {
        let items = section.items(form)
        guard !items.isEmpty else {
            let isAnswered = view.draft.content.answered.contains(part)
            let said = isAnswered ? context.t("answer.none") : nothing
            return CheckGroup(title: name(part), rows: [row(name(part), said, "\(section)")])
        }
        let rows = items.enumerated().map { index, item in
            let owner = form.members.first { $0.number == item.memberNumber }?.name ?? ""
            let said = [ItemSection.said(item.amount, context), item.note].filter { !$0.isEmpty }
            return row(
                "\(owner) · \(context.word("kind.\(section)", item.kind))", said.joined(separator: " · "),
                "\(section)/\(index)")
        }
        return CheckGroup(title: name(part), rows: rows)
    }

    private func authorization(_ item: DraftAuthorization) -> SummaryRow {
        SummaryRow(
            item.name, item.number ?? "", changeAddress: DraftDoor.path(view, "consent/\(item.memberNumber)"),
            tag: ConsentPages.tag(item, context))
    }
}

/// A group of answers.
struct CheckGroup: ViewModel {
    let title: String
    let rows: [SummaryRow]

    static let fields: ViewFields<CheckGroup> = ["title": \.title, "rows": \.rows]
}
