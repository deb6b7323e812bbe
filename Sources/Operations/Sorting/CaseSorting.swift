package import Casework
import FoundationEssentials
import Policies
import Primitives
import Storage
import Verification

/// The facts of a case for all programs on a day, with what they rest on.
///
/// A case can be sorted from the day it is sent: what verification and visit have not said yet is unknown.
struct CaseSorting {
    let row: CaseRow
    let answers: [SortingAnswer]
    let reportID: ReportID?
    let visitID: VisitID?
    let facts: HouseholdFacts
    let circumstances: Sorter.Circumstances
    let sorter: Sorter

    /// Gathers declaration, report, visit, library and answers; at most eight statements beside the case's own.
    init(_ file: CaseFile, answers: [SortingAnswer], in context: CommandContext) throws {
        let (row, store, scope) = (file.row, context.store, context.scope)
        let report = try store.reports(of: row.id, in: scope).first { $0.entry.factsVersion == row.factsVersion }
        let visit = try store.visits(of: row.id, in: scope).last { $0.purpose != .county }?.ifReadable
        (self.row, self.answers) = (row, answers)
        reportID = report?.id
        visitID = visit?.id
        let known = CaseKnowledge(
            form: row.form, submittedOn: row.submittedDay,
            report: try report.map { try VerificationReport(canonicalJSON: Data($0.entry.content)) },
            visit: try visit.map { try VisitFindings.of($0) } ?? VisitFindings(livingConditions: ""),
            visitedOn: visit?.visitedOn ?? row.submittedDay, area: try context.residenceArea(of: row))
        var base = HouseholdFacts(known, region: row.region, on: context.today)
        // What people stated for a determination on the same facts is not asked twice.
        if let stored = try store.latestDetermination(of: row.id, in: scope),
            stored.entry.factsVersion == row.factsVersion, stored.entry.reportID == report?.id,
            stored.entry.visitID == visit?.id
        {
            base = try DeterminationRecord(bytes: stored.entry.record).facts
            base.decisionDay = context.today
            base.further = []
        }
        let startOfYear = try CivilDate(year: context.today.year, month: 1, day: 1)
        let further = FurtherFacts(
            file: file, base: base, map: CaseFactMap(known: known, day: context.today),
            family: try store.family(row.familyID, in: scope),
            awards: try store.awardRows(family: row.familyID, in: scope),
            reliefDays: try store.reliefDays(of: row.familyID, since: startOfYear, in: scope))
        base.further = further.rows
        sorter = Sorter(try context.policies(on: context.today), for: row.region, on: context.today)
        facts = base.answering(answers, sorter.facts)
        circumstances = Sorter.Circumstances(
            obligorsKnown: Set(answers.filter { $0.obligors != nil }.map(\.row)),
            isAwaiting: report == nil || visit == nil)
    }

    /// Sorts and writes the record.
    var record: SortingRecord { SortingRecord(facts, circumstances, by: sorter) }

    /// Stores the sorting as the case's next version; one that came to the same as the last adds nothing.
    func keep(
        after last: SortingRow?, by staff: StaffActor, in context: CommandContext
    ) throws -> SortingSummary {
        let record = record
        let suggestion = record.sorting.suggestion
        if let last, last.entry.record == record.bytes, last.entry.factsVersion == row.factsVersion {
            return SortingSummary(
                sortingID: last.id, version: last.version, suggestion: suggestion, isUnchanged: true)
        }
        try context.store.keepTexts(of: record, sorter)
        let id = try context.store.insertSorting(
            SortingEntry(
                caseID: row.id, factsVersion: row.factsVersion, reportID: reportID, visitID: visitID,
                suggestion: suggestion ?? "", eligible: record.sorting.entries.count { $0.outcome == .eligible },
                record: record.bytes, answers: try StoreTransaction.json(answers), madeBy: staff.staffID,
                day: context.today), at: context.now)
        try context.audit(SortFiling.name, "sorting", id.rawValue, region: row.region)
        return SortingSummary(
            sortingID: id, version: (last?.version ?? 0) + 1, suggestion: suggestion, isUnchanged: false)
    }
}

extension Program {
    /// The pack that holds the program's conditions.
    package var pack: String {
        switch self {
        case .dibao: "dibao"
        case .marginalHousehold: "marginal"
        case .rigidExpenseHousehold: "rigidExpenditure"
        case .destituteSupport: "destitute"
        case .temporaryRelief: "temporaryRelief"
        }
    }

    /// The program of a pack, where a case can be dealt with under it.
    package init?(pack: String) {
        guard let found = Program.allCases.first(where: { $0.pack == pack }) else { return nil }
        self = found
    }
}
