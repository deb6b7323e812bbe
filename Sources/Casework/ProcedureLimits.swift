/// A value together with the text it is taken from.
package struct Cited<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The value.
    package let value: Value
    /// Regulation and article, or the local document, as printed on notices.
    package let citation: String

    /// A value that states its source.
    package init(_ value: Value, _ citation: String) {
        precondition(!citation.isEmpty, "A limit without its source cannot be explained to a citizen.")
        self.value = value
        self.citation = citation
    }
}

/// The dated, cited limits of the procedure, resolved by the caller for one region and day.
///
/// The machine knows no number of its own. Working days are "wd", calendar days "cd".
package struct ProcedureLimits: Hashable, Sendable {
    /// Acceptance to decision, in wd.
    package var totalDays: Cited<Int>
    /// Acceptance to decision in special cases, in wd.
    package var specialTotalDays: Cited<Int>
    /// Submission to acceptance or supplement list, in wd.
    package var completenessDays: Cited<Int>
    /// Time the family has for the missing items, in wd.
    package var supplementAnswerDays: Cited<Int>
    /// Acceptance to the start of the investigation, in wd.
    package var startInvestigationDays: Cited<Int>
    /// Length of the public notice, in cd.
    package var publicityDays: Cited<Int>
    /// Clean notice to confirmation, in wd.
    package var confirmationDays: Cited<Int>
    /// Refusal to its written notice, in wd.
    package var refusalNoticeDays: Cited<Int>
    /// Objection to its answer, in wd.
    package var objectionDays: Cited<Int>
    /// Whether the notice's days count inside the total.
    package var publicityCountsInLimit: Cited<Bool>
    /// Whether a dismissed objection needs a fresh notice.
    package var repostAfterObjection: Cited<Bool>
    /// Months from the confirmation's month to the first month paid (0 or 1).
    package var firstMonthOffset: Cited<Int>
    /// Longest gradual exit, in months.
    package var gradualExitMonths: Cited<Int>
    /// Least number of visitors.
    package var visitorsMin: Cited<Int>

    /// All limits of one region on one day.
    package init(
        totalDays: Cited<Int>, specialTotalDays: Cited<Int>, completenessDays: Cited<Int>,
        supplementAnswerDays: Cited<Int>, startInvestigationDays: Cited<Int>, publicityDays: Cited<Int>,
        confirmationDays: Cited<Int>, refusalNoticeDays: Cited<Int>, objectionDays: Cited<Int>,
        publicityCountsInLimit: Cited<Bool>, repostAfterObjection: Cited<Bool>, firstMonthOffset: Cited<Int>,
        gradualExitMonths: Cited<Int>, visitorsMin: Cited<Int>
    ) {
        self.totalDays = totalDays
        self.specialTotalDays = specialTotalDays
        self.completenessDays = completenessDays
        self.supplementAnswerDays = supplementAnswerDays
        self.startInvestigationDays = startInvestigationDays
        self.publicityDays = publicityDays
        self.confirmationDays = confirmationDays
        self.refusalNoticeDays = refusalNoticeDays
        self.objectionDays = objectionDays
        self.publicityCountsInLimit = publicityCountsInLimit
        self.repostAfterObjection = repostAfterObjection
        self.firstMonthOffset = firstMonthOffset
        self.gradualExitMonths = gradualExitMonths
        self.visitorsMin = visitorsMin
    }
}
