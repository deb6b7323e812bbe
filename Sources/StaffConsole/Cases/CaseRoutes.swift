import Casework
import WebSupport

/// The work on cases: desk, queue, file, steps, filing for others, lists, papers.
struct CaseRoutes: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        WorkTablePage(desk: desk).register(in: routes)
        QueuePage(desk: desk).register(in: routes)
        QueueViewPages(desk: desk).register(in: routes)
        AssignPages(desk: desk).register(in: routes)
        CasePage(desk: desk).register(in: routes)
        for step in CaseStep.all { CaseStepPages(desk: desk, step: step).register(in: routes) }
        DeterminePage(desk: desk).register(in: routes)
        ProgramPages(desk: desk).register(in: routes)
        ProgramWhyPage(desk: desk).register(in: routes)
        MemberPages(desk: desk).register(in: routes)
        ObjectionPages(desk: desk).register(in: routes)
        NoticePages(desk: desk).register(in: routes)
        FilingPages(desk: desk).register(in: routes)
        FilingHeldPage(desk: desk).register(in: routes)
        FilingMemberPages(desk: desk).register(in: routes)
        FilingAuthorizationPages(desk: desk).register(in: routes)
        ObjectPages(desk: desk).register(in: routes)
        PaperPages(desk: desk).register(in: routes)
        ScreenRecordPages(desk: desk).register(in: routes)
    }
}

extension Posts {
    /// Those who work on cases.
    static let casework = Role.allCases.filter { Navigation.casework.contains($0) }
    /// Those who read cases.
    static let caseReaders = casework + [.verificationOfficer, .auditor]
    /// Those who fill in applications for somebody else.
    static let filing: [Role] = [.townshipClerk, .aide]

    /// The roles that may ever take a step, as the procedure's table has it.
    static func performers(of event: CaseEventKind) -> [Role] {
        Role.allCases.filter { role in
            !role.isCitizen
                && CaseState.allCases.contains { state in
                    [CompetentBody.county, .township].contains {
                        ProcedureTable.events(for: role, in: state, body: $0).contains(event)
                    }
                }
        }
    }
}
