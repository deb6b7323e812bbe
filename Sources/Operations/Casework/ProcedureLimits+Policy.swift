package import Casework
package import Policies
package import Primitives

extension ProcedureLimits {
    /// The limits that apply to a program in a region on a day, each with the text it rests on.
    ///
    /// `firstMonthOffset` is the dibao pack's, since the month a benefit starts in is a rule of the program and not of
    /// the procedure. Throws when any of them has no value on that day.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let procedure = try policies.procedureLimits(for: region, on: day)
        let dibao = try policies.dibaoPolicy(for: region, on: day)
        let first = try dibao.entry(ParameterKey<Int64>.firstPayMonthOffset.name)
        func cited<Value: Hashable & Sendable>(_ value: Value, _ name: String) -> Cited<Value> {
            Cited(value, procedure.citations[name] ?? "policies/procedure/\(name)")
        }
        self.init(
            totalDays: cited(procedure.totalWorkingDays, "totalWorkingDays"),
            specialTotalDays: cited(procedure.extendedTotalWorkingDays, "extendedTotalWorkingDays"),
            completenessDays: cited(procedure.acceptWorkingDays, "acceptWorkingDays"),
            supplementAnswerDays: cited(procedure.supplementWorkingDays, "supplementWorkingDays"),
            startInvestigationDays: cited(procedure.investigationStartWorkingDays, "investigationStartWorkingDays"),
            publicityDays: cited(procedure.publicityDays, "publicityDays"),
            confirmationDays: cited(procedure.confirmationWorkingDays, "confirmationWorkingDays"),
            refusalNoticeDays: cited(procedure.refusalNoticeWorkingDays, "refusalNoticeWorkingDays"),
            objectionDays: cited(procedure.objectionWorkingDays, "objectionWorkingDays"),
            publicityCountsInLimit: cited(procedure.publicityCountsInLimit, "publicityCountsInLimit"),
            repostAfterObjection: cited(procedure.republishAfterObjection, "republishAfterObjection"),
            firstMonthOffset: Cited(
                Int(try dibao.value(ParameterKey<Int64>.firstPayMonthOffset)), first.citation),
            gradualExitMonths: cited(procedure.gradualExitMonths, "gradualExitMonths"),
            visitorsMin: cited(procedure.visitorsMin, "visitorsMin"))
    }
}
