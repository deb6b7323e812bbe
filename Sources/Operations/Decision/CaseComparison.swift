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
        guard file.row.state.isInquiring else { return nil }
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
        let county = row.region.ancestor(at: .county) ?? row.region
        request = ComparisonRequest(
            number: number, version: Int(version), commissionedBy: try context.store.regionName(township),
            purpose: "\(row.program.chinese)审核确认",
            people: file.members.map { member in
                let index = context.store.authorizationIndex(member.idNumber)
                return ComparedPerson(
                    key: HouseholdFacts.key(of: member.number), id: member.idNumber, name: member.name,
                    papers: authorizations.filter { $0.idIndex == index }
                        .map { SourceAuthorization($0, of: member.idNumber, on: context.today) },
                    declared: row.form.declared(by: member.number))
            },
            declared: row.form.declaredByFamily.merging([
                .county: .text(county.text), .area: .text(area == .urban ? "urban" : "rural"),
                .program: .text(row.program.rawValue), .standard: .money(try dibao.value(standard)),
            ]) { $1 },
            suppressions: try context.suppressions(ofCase: caseID),
            refuted: try context.refuted(
                of: Dictionary(file.members.map { ($0.personID, $0.idNumber) }, uniquingKeysWith: { first, _ in first })
            ),
            asOf: context.today, queriedAt: context.now,
            validThrough: context.today.calendarMonth.adding(months: procedure.reportValidityMonths)
                .lastDay.clipped(to: context.today.day),
            objectionChannel: "对核对结果有异议的，可在\(procedure.objectionWorkingDays)个工作日内向受理的乡镇（街道）提出并附证明，"
                + "电话：\(hotline)。")
    }
}

extension SourceAuthorization {
    /// A person's paper as the desk keeps it: its text names banks, securities and insurers, for the whole of a case.
    ///
    /// It names no account movements; those want a paper of their own. One that was withdrawn holds no more, whatever
    /// the business clock says: the instant of the withdrawal is the system's.
    init(_ row: AuthorizationRow, of person: CitizenID, on day: CivilDate) {
        self.init(
            number: row.number, person: PackedCitizenID(person), sources: [.bank, .securities, .insurance],
            purposes: Set(VerificationPurpose.allCases), signedOn: min(row.signedDay, row.expiresDay),
            validThrough: row.expiresDay, withdrawnOn: row.withdrawnAt.map { min($0.chinaDate, day) })
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

    /// How many vehicles the family declared.
    var declaredVehicles: Int { properties.count { $0.kind == .vehicle } }

    /// What a member declared, by the words of a report.
    func declared(by number: Int) -> [FamilyWord: FamilyValue] {
        let kinds: [(FamilyWord, Casework.IncomeKind)] = [
            (.wage, .wage), (.business, .business), (.property, .property), (.transfer, .transfer),
        ]
        var words = kinds.reduce(into: [FamilyWord: FamilyValue]()) { words, pair in
            words[pair.0] = .money(declaredMonthly(pair.1, of: number))
        }
        if let relation = members.first(where: { $0.number == number })?.relation {
            words[.relation] = .text(relation.rawValue)
        }
        return words
    }

    /// What the family declared of its property, by the words of a report.
    ///
    /// A sum that somebody could not say is no sum.
    var declaredByFamily: [FamilyWord: FamilyValue] {
        let counts: [(FamilyWord, Casework.PropertyKind)] = [(.vehicles, .vehicle), (.homes, .home), (.firms, .firm)]
        var words = counts.reduce(into: [FamilyWord: FamilyValue]()) { words, pair in
            words[pair.0] = .number(Int64(properties.count { $0.kind == pair.1 }))
        }
        for (word, kind) in [(FamilyWord.deposits, Casework.PropertyKind.deposit), (.securities, .securities)] {
            let sums = properties.filter { $0.kind == kind }.map(\.amount.money)
            if !sums.contains(nil) { words[word] = .money(sums.compactMap { $0 }.reduce(Money.zero, +)) }
        }
        return words
    }
}
