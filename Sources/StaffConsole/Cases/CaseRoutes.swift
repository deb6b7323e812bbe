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
        LatePage(desk: desk).register(in: routes)
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

    /// The roles that may ever take a step, as the tables of both courses have it.
    static func performers(of event: CaseEventKind) -> [Role] {
        let lines = ProcedureKind.allCases.flatMap { ProcedureTable.lines(of: $0).all }.filter { $0.event == event }
        return Role.allCases.filter { role in
            !role.isCitizen
                && lines.contains { line in
                    CompetentBody.allCases.contains { line.performer.roles(for: $0).contains(role) }
                }
        }
    }
}
