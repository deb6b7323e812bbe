import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// A family's file on the desk.
struct FamilyFileScene: FamilyScene {
    static let path = "/staff/objects"
    let view: FamilyFileView

    var version: Int64 { view.version }
    var address: String { "\(Self.path)/\(view.row.id.text)" }

    /// The applicant's name, or the first member's, masked.
    var head: String {
        let head = view.present.first { $0.relation == .applicant } ?? view.present.first ?? view.stays.first
        return head.map { Masking.name($0.person.name) } ?? ""
    }

    func rows(_ context: BackstopContext) -> [SummaryRow] {
        let names = view.present.map { "\(Masking.name($0.person.name))（\(CaseWords(context).relation($0.relation))）" }
        return [
            SummaryRow(context.t("case.place"), view.place.joined(separator: " ")),
            SummaryRow(context.t("case.members"), names.joined(separator: "、")),
        ]
    }

    func crumbs(_ context: BackstopContext) -> [Link] {
        [Link(context.t("nav.objects"), Self.path), Link(head, address)]
    }

    /// The present members as answers.
    func people(_ context: BackstopContext) -> [Field.Choice] {
        let words = CaseWords(context)
        return view.present.map { stay in
            Field.Choice(
                stay.person.id.text,
                "\(Masking.name(stay.person.name)) \(stay.person.lastFour)（\(words.relation(stay.relation))）")
        }
    }

    /// A present adult other than the applicant, as an answer to who comes next.
    func successors(_ context: BackstopContext) -> [Field.Choice] {
        let adults = view.present.filter {
            $0.relation != .applicant && $0.person.birthDate.fullYears(until: view.today) >= 18
        }
        return adults.map { Field.Choice($0.person.id.text, "\(Masking.name($0.person.name)) \($0.person.lastFour)") }
    }
}

/// A case with its certificates, letters, mandates and hand-overs on the desk.
struct ServiceScene: FamilyScene {
    let view: CaseFamilyView

    var version: Int64 { view.row.version }
    var caseID: CaseID { view.row.id }
    var address: String { "/staff/cases/\(caseID.text)/services" }

    func rows(_ context: BackstopContext) -> [SummaryRow] {
        let words = CaseWords(context)
        return [
            SummaryRow(
                context.t("case.applicant"),
                "\(Masking.name(view.row.applicantName)) \(view.row.applicantLastFour) · \(view.row.number)"),
            SummaryRow(
                context.t("case.program"), view.row.program.name(context), tag: words.state(view.row.state)),
        ]
    }

    func crumbs(_ context: BackstopContext) -> [Link] {
        [
            Link(context.t("queue.title"), QueuePage.path),
            Link("\(Masking.name(view.row.applicantName)) \(view.row.number)", "/staff/cases/\(caseID.text)"),
            Link(context.t("services.title"), address),
        ]
    }

    /// The people of the case as answers, by their number.
    var people: [Field.Choice] {
        view.members.map { Field.Choice(String($0.number), "\(Masking.name($0.name)) \($0.idNumber.lastFour)") }
    }
}
