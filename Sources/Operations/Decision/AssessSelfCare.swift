package import Casework
import Policies
package import Primitives
import Storage

/// One of the six things a person who needs care does alone or not (特困人员认定办法; `domain.md` §1.3).
///
/// The raw value is the field of `policies/facts.yaml` that the assessment fills.
package enum SelfCareItem: String, CaseIterable, Codable, Hashable, Sendable {
    case eating = "canEat"
    case dressing = "canDress"
    case gettingUp = "canGetUp"
    case toilet = "canToilet"
    case walking = "canWalk"
    case bathing = "canBathe"

    /// The item as the form names it.
    package var chinese: String {
        switch self {
        case .eating: "吃饭"
        case .dressing: "穿衣"
        case .gettingUp: "上下床"
        case .toilet: "如厕"
        case .walking: "室内行走"
        case .bathing: "洗澡"
        }
    }
}

/// Two people assess whether somebody looks after themselves (生活自理能力评估, E04): six items, one form each person.
///
/// The answers are facts of the case, so that the care grade is computed from them; the form is what they rest on. It
/// may follow the confirmation, and be done again when the ability changes.
package struct AssessSelfCare: Command {
    package static let name = "decision.assessSelfCare"
    /// The case.
    package var caseID: CaseID
    /// The version the person looked at.
    package var seenVersion: Int64
    /// The member's number in the form.
    package var memberNumber: Int
    /// What the member cannot do alone; the rest of the six the member can.
    package var unable: Set<SelfCareItem>
    /// The day.
    package var assessedOn: CivilDate
    /// Who else assessed.
    package var second: SecondVisitor

    /// Who assesses.
    package static let roles: Set<Role> = [.townshipClerk, .gridWorker]

    /// Takes the inputs.
    package init(
        caseID: CaseID, seenVersion: Int64, memberNumber: Int, unable: Set<SelfCareItem>, assessedOn: CivilDate,
        second: SecondVisitor
    ) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.memberNumber = memberNumber
        self.unable = unable
        self.assessedOn = assessedOn
        self.second = second
    }

    /// Answers how many of the six the person cannot do alone.
    package func run(in context: CommandContext) throws -> Outcome<Int> {
        let file = try CaseFile(caseID, in: context)
        guard let staff = context.actor.staff, Self.roles.contains(staff.role) else { return .refused([.notAllowed]) }
        let second = try second.found(beside: staff, in: context)
        var refusals = DecisionChecks.signer(context, Self.roles, of: file) + second.problems
        if let id = second.id, file.surroundings.relatedStaff.contains(id) { refusals.append(.assessorRelated) }
        if file.row.version != seenVersion { refusals.append(.changedMeanwhile) }
        if file.row.program != .destituteSupport { refusals.append(.selfCareOnlyDestitute) }
        if !Self.isOpen(file.row.state) { refusals.append(.notInvestigating) }
        let since = file.row.acceptedDay ?? file.row.submittedDay
        if assessedOn > context.today || assessedOn < since { refusals.append(.assessmentDayWrong(since)) }
        guard let member = file.row.form.members.first(where: { $0.number == memberNumber }) else {
            return .refused(refusals + [.memberNotAssessed])
        }
        guard refusals.isEmpty else { return .refused(refusals) }
        try keep(file, by: staff, in: context)
        try file.issue(
            .selfCareAssessment, details: try details(file, member, second.name, in: context), actor: context.actor,
            in: context)
        try context.audit(
            Self.name, "case", caseID.rawValue, region: file.row.region,
            payload: "{\"member\":\(memberNumber),\"unable\":\(unable.count)}")
        return .done(unable.count)
    }

    /// While the household is looked into, and while it is supported: the ability may change.
    package static func isOpen(_ state: CaseState) -> Bool { state.isInquiring || state.isInForce }

    /// The answers go where every other further fact of the case is, in place of earlier ones.
    private func keep(_ file: CaseFile, by staff: StaffActor, in context: CommandContext) throws {
        let last = try context.store.sortings(of: caseID, last: 1, in: context.scope).first
        let held: [SortingAnswer] = try last.map { try StoreTransaction.fromJSON($0.entry.answers) } ?? []
        let answers = SelfCareItem.allCases.map { item in
            SortingAnswer(
                entity: "member", row: HouseholdFacts.key(of: memberNumber), field: item.rawValue,
                value: unable.contains(item) ? "no" : "yes", basis: .visit,
                note: DocumentKind.selfCareAssessment.chinese, givenOn: assessedOn)
        }
        _ = try CaseSorting(file, answers: held.laying(answers), in: context).keep(after: last, by: staff, in: context)
    }

    private func details(
        _ file: CaseFile, _ member: DeclaredMember, _ second: String, in context: CommandContext
    ) throws -> CaseStepDetails {
        let grade = try SelfCareGrade(unable.count, for: file.row.region, in: context)
        let rows = SelfCareItem.allCases.map { [$0.chinese, unable.contains($0) ? "不能" : "能"] }
        return CaseStepDetails(
            lines: [
                DocumentLine("评估对象", member.name), DocumentLine("评估日期", assessedOn.chineseText),
                DocumentLine("不能自理项数", "\(unable.count)项"), DocumentLine("评估结论", grade.ability),
                DocumentLine("护理标准", grade.care),
                DocumentLine("评估人", "\(context.actor.staff?.name ?? "")、\(second)"),
            ], tables: ["评估项目": PaperFacts.Table(["项目", "能否自理"], rows)])
    }
}

/// The care grade of so many failed items, by the dated limits of the region.
struct SelfCareGrade {
    /// The ability in the words of the measures.
    let ability: String
    /// The grade whose standard is paid.
    let care: String

    init(_ failed: Int, for region: RegionCode, in context: CommandContext) throws {
        let policy = try context.policies(on: context.today).policy(
            Program.destituteSupport.pack, for: region, on: context.today)
        let (half, full) = (try policy.cited("careHalfFrom").value, try policy.cited("careFullFrom").value)
        (ability, care) =
            failed >= full
            ? ("完全丧失生活自理能力", "全护理") : failed >= half ? ("部分丧失生活自理能力", "半护理") : ("具备生活自理能力", "全自理")
    }
}

extension Reason {
    static let selfCareOnlyDestitute = Reason(
        "selfCareOnlyDestitute", "生活自理能力评估只用于特困人员救助供养。", "Self-care is assessed for destitute support only.")
    static func assessmentDayWrong(_ since: CivilDate) -> Reason {
        Reason(
            "assessmentDayWrong", field: "day", "评估日期应在\(since.chineseText)受理以后、今天以前。请核对。",
            "The assessment lies between the acceptance on \(since.text) and today. Check the day.")
    }
    static let assessorRelated = Reason(
        "assessorRelated", field: "second", "一同评估的人与本案家庭有近亲属关系，应当回避。请换人。",
        "Whoever assesses with you is related to this family and must withdraw. Choose another person.")
    static let memberNotAssessed = Reason(
        "memberNotAssessed", field: "member", "请选择评估的家庭成员。", "Choose the member who was assessed.")
}
