import Casework
import Policies
import Primitives
import Storage
import Verification

/// The question put to the departments about one case, read in one view.
struct CaseComparison: Sendable {
    let caseID: CaseID
    let factsVersion: Int64
    let region: RegionCode
    let version: Int64
    let request: ComparisonRequest
    let area: ResidenceArea?

    /// Reads the case within the actor's scope; nil when the state does not allow a comparison.
    init?(_ caseID: CaseID, number: String, in context: CommandContext) throws {
        let file = try CaseFile(caseID, in: context)
        guard file.row.state == .investigating else { return nil }
        let row = file.row
        let area = try context.residenceArea(of: row)
        let procedure = try context.policies(on: context.today).procedureLimits(for: row.region, on: context.today)
        let dibao = try context.policies(on: context.today).dibaoPolicy(for: row.region, on: context.today)
        let standard: ParameterKey<Money> = area == .urban ? .standardUrban : .standardRural
        let authorizations = try context.store.authorizations(of: caseID, in: context.scope)
        let township = row.region.ancestor(at: .township) ?? row.region
        let hotline = try context.hotline(at: row.region)
        self.caseID = caseID
        self.area = area
        factsVersion = row.factsVersion
        region = row.region
        version = (try context.store.reports(of: caseID, in: context.scope).first?.entry.version ?? 0) + 1
        request = ComparisonRequest(
            number: number, version: Int(version), commissionedBy: try context.store.regionName(township),
            purpose: "\(row.program.chinese)审核确认",
            people: file.members.map { member in
                let index = context.store.authorizationIndex(member.idNumber)
                return ComparedPerson(
                    key: HouseholdFacts.key(of: member.number), id: member.idNumber, name: member.name,
                    authorization: Self.state(authorizations.filter { $0.idIndex == index }, on: context.today),
                    monthlyIncome: row.form.declaredMonthly(.wage, of: member.number),
                    monthlyPension: row.form.declaredMonthly(.transfer, of: member.number))
            },
            declared: row.form.declaredHousehold, monthlyStandard: try dibao.value(standard), asOf: context.today,
            queriedAt: context.now,
            validThrough: context.today.calendarMonth.adding(months: procedure.reportValidityMonths)
                .lastDay.clipped(to: context.today.day),
            objectionChannel: "对核对结果有异议的，可在\(procedure.objectionWorkingDays)个工作日内向受理的乡镇（街道）提出并附证明，"
                + "电话：\(hotline)。")
    }

    /// The latest authorisation that may be relied on; otherwise why there is none.
    private static func state(_ rows: [AuthorizationRow], on day: CivilDate) -> AuthorizationState {
        if let valid = rows.last(where: { $0.isValid(on: day) }) {
            return .given(number: valid.number, validThrough: valid.expiresDay)
        }
        guard let last = rows.last else { return .absent(reason: "本人还没有授权") }
        if last.withdrawnAt != nil { return .absent(reason: "本人已撤回授权") }
        return .given(number: last.number, validThrough: last.expiresDay)
    }
}

extension CommandContext {
    /// Urban or rural by the family's file; nil when the family has none within the scope.
    func residenceArea(of row: CaseRow) throws -> ResidenceArea? {
        try store.family(row.familyID, in: scope).map { $0.area == .urban ? .urban : .rural }
    }
}

extension CivilDate {
    /// This last day of a month, moved back to a day of the month where the month has it.
    fileprivate func clipped(to day: Int) -> CivilDate { day < self.day ? adding(days: day - self.day) : self }
}

extension ApplicationForm {
    /// Declared income of a kind, a month, rounded down to the fen; unknown sums add nothing here.
    func declaredMonthly(_ kind: Casework.IncomeKind, of number: Int) -> Money {
        let year = incomes.filter { $0.memberNumber == number && $0.kind == kind }
            .compactMap(\.amount.perYear).reduce(Money.zero, +)
        return Money(fen: year.fen / 12)
    }

    /// What the family declared of its property; a sum that somebody could not say is not asked again.
    var declaredHousehold: DeclaredHousehold {
        func count(_ kind: Casework.PropertyKind) -> Int { properties.count { $0.kind == kind } }
        let deposits = properties.filter { $0.kind == .deposit }.map(\.amount.money)
        return DeclaredHousehold(
            vehicles: count(.vehicle), homes: count(.home),
            deposits: deposits.contains(nil) ? nil : deposits.compactMap { $0 }.reduce(Money.zero, +),
            firms: count(.firm))
    }
}
