package import Casework
package import Primitives
package import Storage

/// A case with everything a step is decided on: file, report, determination, colleagues.
///
/// At most 90 statements.
package struct CaseScene: Sendable {
    /// The file.
    package let view: CaseView
    /// The latest verification report.
    package let report: ReportView?
    /// The latest determination, explained.
    package let determination: DeterminationView?
    /// Whether the report is issued and contested, and which silent source matters.
    package let check: CaseCheck?
    /// Who may go along, take the case over or be named as a relative.
    package let colleagues: [StaffLine]
    /// Who may act for the family, as its mandates have it; read where colleagues are.
    package let mandates: [MandateRow]
    /// What followed the decision.
    package let after: AfterDecisionView
    /// What others said and saw of it.
    package let supervision: SupervisionView
    /// What the fast paths hold of it.
    package let fast: FastPathView
    /// Calls of the hotline that touch it, as far as the reader's office deals with them.
    package let hotline: [HotlineLine]
    /// The papers that the program's course asks for before a confirmation and that the file does not hold.
    package let missingPapers: [DocumentKind]
    /// The business day.
    package let today: CivilDate
    /// The first month paid, were the case confirmed today.
    package let firstMonth: CalendarMonth

    /// A case within the scope; nil otherwise.
    ///
    /// Colleagues are read only where a step needs them.
    package static func load(
        _ id: CaseID, withColleagues: Bool = false, in context: CommandContext
    ) throws -> CaseScene? {
        guard let view = try CaseView.load(id, in: context) else { return nil }
        let file = try CaseFile(view.row, in: context)
        return CaseScene(
            view: view, report: view.reports.isEmpty ? nil : try ReportView.load(id, in: context),
            determination: view.determination == nil ? nil : try DeterminationView.load(id, in: context),
            check: view.reports.isEmpty ? nil : try CaseCheck.load(file, in: context),
            colleagues: withColleagues ? try Colleagues.load(of: view.row.region, in: context).lines : [],
            mandates: withColleagues ? try context.store.mandates(of: id, in: context.scope) : [],
            after: try AfterDecisionView.load(file, in: context),
            supervision: try SupervisionView.load(file, in: context),
            fast: try FastPathView.load(file, in: context),
            hotline: file.side.complaints.isEmpty ? [] : try HotlineQueue.touching(id, in: context),
            missingPapers: ProgramProcedure.of(file.row.program).missing(
                having: Set(view.documents.compactMap { DocumentKind(rawValue: $0.kind) }),
                isNoticeExempt: file.noticeExemption(on: context.today) != nil),
            today: context.today,
            firstMonth: context.today.calendarMonth.adding(months: file.limits.firstMonthOffset.value))
    }
}

extension CaseScene {
    /// The same case with another version of its report, for its print view.
    package func showing(_ report: ReportView) -> CaseScene {
        CaseScene(
            view: view, report: report, determination: determination, check: check,
            colleagues: colleagues, mandates: mandates, after: after, supervision: supervision, fast: fast,
            hotline: hotline,
            missingPapers: missingPapers, today: today, firstMonth: firstMonth)
    }
}

extension VisitFindings {
    /// What a visit found, as it was recorded; a record that cannot be read is an error, never an empty one.
    package static func of(_ visit: VisitRow) throws -> VisitFindings {
        guard let findings = visit.readableFindings else {
            throw StoreError(.damaged, "Visit \(visit.id.text) cannot be read. Restore it, or visit again.")
        }
        return findings
    }
}

extension VisitRow {
    /// What was found; nil where the record is damaged.
    package var readableFindings: VisitFindings? {
        try? StoreTransaction.fromJSON(findings, as: VisitFindings.self)
    }

    /// The visit where its record can be read: a damaged one has not shown anything yet.
    var ifReadable: VisitRow? { readableFindings == nil ? nil : self }
}
