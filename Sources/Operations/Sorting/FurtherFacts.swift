import Casework
import Payments
import Policies
import Primitives
import Rules
import Storage
import Verification

/// Facts of a case that only programs other than dibao read: out of the library, the awards, the form and the report.
///
/// | Fact | Taken from |
/// |---|---|
/// | `recognizedClass`, `previousAmount` | the family's layer in the library and its running award |
/// | `medicalSelfPaid` | the settlement data of hospitals; open up to what was declared where that is more |
/// | `reliefSameCausePaid` | the family's relief cases of the calendar year |
/// | `reliefGoods` | what was paid first under the case |
/// | `newcomer` | the declared place of household register against the city of the case |
/// | `suddenEvent`, `patient` | declared spending after a disaster or an illness |
/// | `specialStatus` | recorded recognitions of children; the unemployment register |
/// | `parentCondition` … | father and mother who live in the household, as far as their own facts go |
///
/// What none of them tells is left out, and the sorter asks for it.
struct FurtherFacts {
    let file: CaseFile
    let base: HouseholdFacts
    let map: CaseFactMap
    let family: FamilyRow?
    let awards: [AwardRow]
    let reliefDays: [CivilDate]

    private static let adultAge = 18

    private var today: CivilDate { base.decisionDay }
    private var library: FactSource { FactSource(kind: .document, name: "救助家庭档案", asOf: today) }

    /// The rows to lay over the facts that dibao reads.
    var rows: [FurtherRow] {
        [FurtherRow(entity: "household", facts: household)]
            + file.row.form.members.map { FurtherRow(entity: "member", key: map.key($0), facts: person($0)) }
            + file.row.form.members.flatMap(parents)
    }

    private var household: [String: Fact<FactValue>] {
        var facts: [String: Fact<FactValue>] = [
            "reliefGoods": handedOut, "medicalSelfPaid": medicalSelfPaid, "newcomer": newcomer,
        ]
        if let family {
            let classes: [FamilyProgram: String] = [.dibao: "dibao", .tekun: "destitute", .edge: "marginal"]
            facts["recognizedClass"] = .known(.word(classes[family.program] ?? "none"), library)
            facts["previousAmount"] = .known(.number(runningDibao.fen), library)
            if awards.isEmpty { facts["recoveryCause"] = .known(.word("none"), library) }
            facts["reliefSameCausePaid"] =
                reliefDays.isEmpty
                ? .known(.number(0), library)
                : .unknown(reason: "本年度已有临时救助（\(reliefDays.map(\.chineseText).joined(separator: "、"))申请），请看是不是同一事由")
        }
        if file.row.form.expenses.contains(where: { $0.kind == .disaster }) {
            facts["suddenEvent"] = .known(.number(1), map.declared)
        }
        return facts
    }

    /// What the family was given under this case before it is decided: aid first counts towards the relief.
    private var handedOut: Fact<FactValue> {
        guard let aid = file.side.aidFirstRow else {
            return .known(.number(0), FactSource(kind: .document, name: "本案办理记录", asOf: today))
        }
        return .known(
            .number(aid.plan.amount.fen), FactSource(kind: .document, name: "先行救助登记\(aid.number)", asOf: aid.paidOn))
    }

    /// What the running awards of dibao pay this month.
    private var runningDibao: Money {
        awards.filter { $0.award.terms.program == Program.dibao.rawValue }.map { row -> Money in
            if case .running(let amount, _) = row.award.standing(in: today.calendarMonth) { amount } else { .zero }
        }.reduce(.zero, +)
    }

    private var medicalSelfPaid: Fact<FactValue> {
        if let line = map.line(.medicalSelfPaid), line.isComplete, let found = line.found {
            let source = map.source(.medicalSelfPaid)
            guard let most = declaredTreatment, most.fen > found.value else {
                return .known(.number(found.value), source)
            }
            // A bill may be younger than the data, or of a hospital elsewhere: more declared is a question.
            let reason = "结算数据查得自付\(Money(fen: found.value).grouped)元，申报看病支出\(most.grouped)元，没结算进来的要看结算单"
            return .known(.between(found.value, most.fen, reason: reason), source)
        }
        guard let most = declaredTreatment else { return .unknown(reason: "医保结算数据还没有返回，要看结算单") }
        let reason = "申报看病支出\(most.grouped)元，报销以后自付多少要看结算单"
        return .known(.between(0, most.fen, reason: reason), map.declared)
    }

    /// What was declared as spent on treatment in a year; nil where nothing was, or its sum is not known.
    private var declaredTreatment: Money? {
        let sums = file.row.form.expenses.filter { $0.kind == .medical }.map { $0.amount.perYear ?? $0.amount.money }
        return sums.isEmpty || sums.contains(nil) ? nil : sums.compactMap { $0 }.reduce(Money.zero, +)
    }

    private var newcomer: Fact<FactValue> {
        guard let isElsewhere = file.row.isRegisteredElsewhere else { return .unknown(reason: "申报没有写户籍所在地") }
        return .known(.number(isElsewhere ? 1 : 0), map.declared)
    }

    private func person(_ member: DeclaredMember) -> [String: Fact<FactValue>] {
        var facts: [String: Fact<FactValue>] = [:]
        let isPatient = file.row.form.expenses.contains { $0.kind == .medical && $0.memberNumber == member.number }
        facts["patient"] = .known(.number(isPatient ? 1 : 0), map.declared)
        let person = file.members.first { $0.number == member.number }?.personID
        switch person.flatMap({ file.surroundings.recognisedChildren[$0] }) {
        case .orphan: facts["specialStatus"] = .known(.word("orphan"), library)
        case .unattendedChild: facts["specialStatus"] = .known(.word("unattendedChild"), library)
        case .destituteMinor, .minorApplicant, nil:
            if map.shows(.unemploymentBenefit, map.key(member)) {
                facts["specialStatus"] = .known(.word("unemploymentBenefit"), map.source(.unemploymentBenefit))
            }
        }
        return facts
    }

    /// The parents of the applicant's own children: the applicant and the spouse, where both live in the household.
    private func parents(_ child: DeclaredMember) -> [FurtherRow] {
        guard child.relation == .child, let age = child.citizenID?.age(on: today), age < Self.adultAge else {
            return []
        }
        let together = file.row.form.members.filter { $0.relation == .applicant || $0.relation == .spouse }
        return (0..<2).map { number in
            let parent = number < together.count ? together[number] : nil
            return FurtherRow(
                entity: "parent", key: "\(map.key(child))-parent-\(number + 1)", below: map.key(child),
                label: parent.map { "父（母）\($0.name)" } ?? "另一方父母", facts: parent.map(condition) ?? [:])
        }
    }

    private func condition(_ parent: DeclaredMember) -> [String: Fact<FactValue>] {
        guard let facts = base.members.first(where: { $0.key == map.key(parent) }) else { return [:] }
        switch (facts.seriousIllness, facts.disability) {
        case (.known(true, let source), _): return ["parentCondition": .known(.word("seriouslyIll"), source)]
        case (_, .known(.certified(let kind, let grade), let source)):
            return [
                "parentCondition": .known(.word("disabled"), source),
                "parentDisabilityKind": .known(.word(kind.rawValue), source),
                "parentDisabilityGrade": .known(.number(Int64(grade)), source),
            ]
        case (.known(false, let source), .known(.none, _)):
            return ["parentCondition": .known(.word("able"), source)]
        case (.unknown(let reason), _), (_, .unknown(let reason)):
            return ["parentCondition": .unknown(reason: reason)]
        }
    }
}
