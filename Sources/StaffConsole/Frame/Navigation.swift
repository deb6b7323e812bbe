import Casework
import Operations
import WebSupport

/// The links at the left: what a role works with, and nothing else.
enum Navigation {
    private struct Item {
        let key: String
        let path: String
        let roles: Set<Role>
    }

    static let township: Set<Role> = [.townshipClerk, .townshipReviewer]
    static let casework: Set<Role> = [.townshipClerk, .townshipReviewer, .countyReviewer, .gridWorker, .aide, .leader]
    static let money: Set<Role> = [.payer, .payChecker, .financeOfficer]
    static let everyone = Set(Role.allCases.filter { !$0.isCitizen })

    private static let table: [(group: String, items: [Item])] = [
        (
            "nav.work",
            [
                Item(key: "nav.desk", path: "/staff", roles: everyone),
                Item(key: "nav.cases", path: "/staff/cases", roles: casework.union([.verificationOfficer, .auditor])),
                Item(key: "nav.filing", path: "/staff/filing", roles: [.townshipClerk, .aide]),
                Item(key: "nav.late", path: "/staff/late", roles: township.union([.countyReviewer, .leader])),
                Item(key: "nav.fast", path: FastPathListPage.path, roles: Set(FastPathListPage.readers)),
                Item(key: "nav.reserve", path: ReservePage.path, roles: Set(ReservePage.readers)),
                Item(key: "nav.reviews", path: ReviewListPage.path, roles: township.union([.countyReviewer, .leader])),
                Item(key: "nav.notices", path: "/staff/notices", roles: township.union([.countyReviewer])),
                Item(key: "nav.hotline", path: HotlineRoutes.path, roles: Set(HotlineAuthority.readers)),
                Item(
                    key: "nav.reminders", path: ReminderPages.path,
                    roles: everyone.filter { !ReminderList.levels(of: $0).isEmpty }),
                Item(
                    key: "nav.boards", path: BoardPages.path,
                    roles: township.union([.countyReviewer, .gridWorker, .aide])),
                Item(key: "nav.archives", path: ArchivePages.path, roles: township.union([.countyReviewer, .auditor])),
                Item(key: "nav.papers", path: PaperKindPages.path, roles: casework.union([.administrator, .auditor])),
                Item(
                    key: "nav.remedies", path: RemedyPages.path,
                    roles: township.union([.countyReviewer, .leader, .auditor])),
                Item(key: "nav.tasks", path: TaskPages.path, roles: Set(RunAuthority.settlers)),
            ]
        ),
        (
            "nav.verification",
            [
                Item(key: "nav.centre", path: CentreWords.root, roles: Set(RunAuthority.readers)),
                Item(key: "nav.requests", path: RequestPage.path, roles: [.verificationOfficer]),
                Item(key: "nav.issues", path: DraftReportPage.path, roles: [.verificationOfficer, .countyReviewer]),
                Item(key: "nav.objections", path: ObjectionDeskPages.path, roles: [.verificationOfficer]),
                Item(key: "nav.runs", path: RunPages.path, roles: Set(RunAuthority.readers)),
                Item(key: "nav.datasets", path: DatasetPages.path, roles: Set(RunAuthority.readers)),
                Item(key: "nav.imports", path: ImportPages.path, roles: Set(RunAuthority.readers)),
                Item(key: "nav.sources", path: SourcePage.path, roles: Set(RunAuthority.readers)),
                Item(key: "nav.relay", path: "/staff/verification/relay", roles: [.verificationOfficer]),
                Item(key: "nav.links", path: LinkReviewPages.path, roles: Set(RunAuthority.keepers)),
                Item(key: "nav.snapshotCare", path: CarePage.path, roles: Set(RunAuthority.keepers)),
            ]
        ),
        (
            "nav.people",
            [
                Item(
                    key: "nav.objects", path: "/staff/objects",
                    roles: [.townshipClerk, .townshipReviewer, .countyReviewer, .leader, .auditor]),
                Item(key: "nav.moves", path: MovePages.path, roles: Set(MovePages.roles)),
            ]
        ),
        (
            "nav.supervision",
            [
                Item(key: "nav.delegations", path: DelegationPages.path, roles: Set(DelegationPages.readers)),
                Item(key: "nav.relatives", path: RelativePages.path, roles: Set(OfficialKeeping.readers)),
                Item(key: "nav.samplings", path: SamplingPages.path, roles: Set(SamplingReading.readers)),
                Item(key: "nav.declare", path: DeclarationPages.path, roles: everyone),
            ]
        ),
        (
            "nav.money",
            [
                Item(key: "nav.batches", path: "/staff/batches", roles: money.union([.leader, .auditor])),
                Item(key: "nav.accounts", path: "/staff/account-changes", roles: [.payer, .payChecker]),
                Item(key: "nav.holds", path: "/staff/awards", roles: [.payer, .payChecker]),
                Item(
                    key: "nav.recoveries", path: RecoveryPages.path,
                    roles: township.union([.countyReviewer, .payer, .payChecker, .leader, .auditor])),
            ]
        ),
        (
            "nav.analysis",
            [
                Item(key: "nav.screen", path: "/staff/screen", roles: [.countyReviewer, .leader, .administrator]),
                Item(key: "nav.figures", path: "/staff/figures", roles: [.countyReviewer, .leader, .auditor]),
                Item(key: "nav.policies", path: PolicyListPage.path, roles: Set(PolicyAuthority.readers)),
            ]
        ),
        (
            "nav.care",
            [
                Item(key: "nav.villages", path: "/staff/villages", roles: [.administrator, .townshipClerk]),
                Item(key: "nav.users", path: "/staff/users", roles: [.administrator]),
                Item(key: "nav.audit", path: "/staff/audit", roles: [.auditor]),
                Item(key: "nav.messages", path: "/staff/messages", roles: [.administrator, .countyReviewer]),
                Item(key: "nav.system", path: "/staff/system", roles: [.administrator, .auditor]),
            ]
        ),
    ]

    /// Every link of a role but the desk itself.
    static func links(for role: Role, _ context: BackstopContext) -> [Link] {
        table.flatMap(\.items).filter { $0.roles.contains(role) && $0.path != "/staff" }
            .map { Link(context.t($0.key), $0.path) }
    }

    static func groups(for role: Role, at path: String, _ context: BackstopContext) -> [StaffFrame.Group] {
        let here = path.split(separator: "?").first.map(String.init) ?? path
        return table.compactMap { group in
            let links = group.items.filter { $0.roles.contains(role) }.map { item in
                Link(context.t(item.key), item.path, isCurrent: isCurrent(item.path, here))
            }
            return links.isEmpty ? nil : StaffFrame.Group(context.t(group.group), links)
        }
    }

    private static func isCurrent(_ path: String, _ here: String) -> Bool {
        ["/staff", CentreWords.root].contains(path) ? here == path : here == path || here.hasPrefix(path + "/")
    }
}
