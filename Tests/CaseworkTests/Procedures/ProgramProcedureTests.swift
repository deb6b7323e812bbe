import Casework
import Testing

@Suite struct ProgramProcedureTests {
    @Test(arguments: Program.allCases)
    func `each program says its steps, papers and texts`(program: Program) {
        let entry = ProgramProcedure.of(program)
        #expect(entry.program == program && !entry.steps.isEmpty && !entry.citation.isEmpty)
        #expect(
            entry.allowsProvisional
                == (ProcedureTable.lines(of: program.procedureKind)
                    .line(from: .accepted, event: .approveProvisionally) != nil))
    }

    @Test func `the destitute have their own clocks, their six items and their obligors`() {
        let entry = ProgramProcedure.of(.destituteSupport)
        #expect(entry.steps.contains(.selfCareAssessment) && entry.steps.contains(.obligorCheck))
        #expect(entry.limitNames["totalDays"] == "destituteTotalWorkingDays")
    }

    @Test func `a recognition of rigid spending and of a marginal household lasts a year`() {
        let lasting = Program.allCases.filter { ProgramProcedure.of($0).statusMonths == 12 }
        #expect(lasting == [.marginalHousehold, .rigidExpenseHousehold])
    }

    @Test func `what a confirmation lacks is named, and no notice is asked of a protected household`() {
        let entry = ProgramProcedure.of(.dibao)
        let having = Set(entry.documents).subtracting([.publicNotice, .visitForm])
        #expect(entry.missing(having: having, isNoticeExempt: false) == [.visitForm, .publicNotice])
        #expect(entry.missing(having: having, isNoticeExempt: true) == [.visitForm])
    }
}
