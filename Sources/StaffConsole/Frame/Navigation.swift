import Casework
import Operations
import WebSupport

/// The menu at the left: what a role works with, in parts, and nothing else.
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

    /// A heading of the menu with what stands under it.
    private struct Part {
        let key: String
        let items: [Item]
    }

    private static let desk = Item(key: "nav.desk", path: "/staff", roles: everyone)
    private static let parts = [work, people, verification, moneyPart, supervision, rules, care]

    private static let work = Part(
        key: "nav.work",
        items: [
            Item(key: "nav.cases", path: "/staff/cases", roles: casework.union([.verificationOfficer, .auditor])),
            Item(key: "nav.filing", path: "/staff/filing", roles: [.townshipClerk, .aide]),
            Item(key: "nav.notices", path: "/staff/notices", roles: township.union([.countyReviewer])),
            Item(key: "nav.reviews", path: ReviewListPage.path, roles: township.union([.countyReviewer, .leader])),
            Item(key: "nav.fast", path: FastPathListPage.path, roles: Set(FastPathListPage.readers)),
            Item(key: "nav.tasks", path: TaskPages.path, roles: Set(RunAuthority.settlers)),
            Item(key: "nav.leads", path: LeadPages.path, roles: Set(LeadAuthority.readers)),
            Item(key: "nav.hotline", path: HotlineRoutes.path, roles: Set(HotlineAuthority.readers)),
            Item(key: "nav.late", path: "/staff/late", roles: township.union([.countyReviewer, .leader])),
            Item(
                key: "nav.reminders", path: ReminderPages.path,
                roles: everyone.filter { !ReminderList.levels(of: $0).isEmpty }),
        ])

    private static let people = Part(
        key: "nav.people",
        items: [
            Item(
                key: "nav.objects", path: "/staff/objects",
                roles: [.townshipClerk, .townshipReviewer, .countyReviewer, .leader, .auditor]),
            Item(key: "nav.moves", path: MovePages.path, roles: Set(MovePages.roles)),
            Item(
                key: "nav.boards", path: BoardPages.path,
                roles: township.union([.countyReviewer, .gridWorker, .aide])),
            Item(key: "nav.archives", path: ArchivePages.path, roles: township.union([.countyReviewer, .auditor])),
        ])

    private static let verification = Part(
        key: "nav.verification",
        items: [
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
        ])

    private static let moneyPart = Part(
        key: "nav.money",
        items: [
            Item(key: "nav.batches", path: "/staff/batches", roles: money.union([.leader, .auditor])),
            Item(key: "nav.accounts", path: "/staff/account-changes", roles: [.payer, .payChecker]),
            Item(key: "nav.holds", path: "/staff/awards", roles: [.payer, .payChecker]),
            Item(key: "nav.reserve", path: ReservePage.path, roles: Set(ReservePage.readers)),
            Item(
                key: "nav.recoveries", path: RecoveryPages.path,
                roles: township.union([.countyReviewer, .payer, .payChecker, .leader, .auditor])),
        ])

    private static let supervision = Part(
        key: "nav.supervision",
        items: [
            Item(key: "nav.delegations", path: DelegationPages.path, roles: Set(DelegationPages.readers)),
            Item(key: "nav.samplings", path: SamplingPages.path, roles: Set(SamplingReading.readers)),
            Item(key: "nav.corrections", path: CorrectionPages.path, roles: Set(CorrectionList.readers)),
            Item(
                key: "nav.remedies", path: RemedyPages.path,
                roles: township.union([.countyReviewer, .leader, .auditor])),
            Item(key: "nav.relatives", path: RelativePages.path, roles: Set(OfficialKeeping.readers)),
            Item(key: "nav.declare", path: DeclarationPages.path, roles: everyone),
        ])

    private static let rules = Part(
        key: "nav.analysis",
        items: [
            Item(key: "nav.policies", path: PolicyListPage.path, roles: Set(PolicyAuthority.readers)),
            Item(key: "nav.papers", path: PaperKindPages.path, roles: casework.union([.administrator, .auditor])),
            Item(key: "nav.figures", path: "/staff/figures", roles: [.countyReviewer, .leader, .auditor]),
            Item(key: "nav.screen", path: "/staff/screen", roles: [.countyReviewer, .leader, .administrator]),
        ])

    private static let care = Part(
        key: "nav.care",
        items: [
            Item(key: "nav.villages", path: "/staff/villages", roles: [.administrator, .townshipClerk]),
            Item(key: "nav.users", path: "/staff/users", roles: [.administrator]),
            Item(key: "nav.audit", path: "/staff/audit", roles: [.auditor]),
            Item(key: "nav.messages", path: "/staff/messages", roles: [.administrator, .countyReviewer]),
            Item(key: "nav.system", path: "/staff/system", roles: [.administrator, .auditor]),
        ])

    /// Lines, headings counted, that stand on a screen 768 pixels high without scrolling.
    private static let linesAtOnce = 17

    /// Every link of a role but the desk itself.
    static func links(for role: Role, _ context: BackstopContext) -> [Link] {
        parts.flatMap(\.items).filter { $0.roles.contains(role) }.map { Link(context.t($0.key), $0.path) }
    }

    /// The desk, then the parts a role has anything in; all of them open when they fit, else the one of the page.
    ///
    /// A page of no part, such as a document to sign, opens the first.
    static func groups(for role: Role, at path: String, _ context: BackstopContext) -> [StaffFrame.Group] {
        let here = path.split(separator: "?").first.map(String.init) ?? path
        let mine = parts.map { part in (part.key, part.items.filter { $0.roles.contains(role) }) }
            .filter { !$0.1.isEmpty }
        let isShort = mine.reduce(1) { $0 + 1 + $1.1.count } <= linesAtOnce
        let open = part(of: here, among: mine.map(\.0)) ?? mine.first?.0
        let start = StaffFrame.Group(nil, [Link(context.t(desk.key), desk.path, isCurrent: here == desk.path)])
        return [start]
            + mine.map { key, items in
                let links = items.map { Link(context.t($0.key), $0.path, isCurrent: isCurrent($0, here)) }
                return StaffFrame.Group(context.t(key), links, isOpen: isShort || key == open)
            }
    }

    /// The part that a page belongs to, by the longest address that the page's own begins with.
    private static func part(of here: String, among keys: [String]) -> String? {
        parts.filter { keys.contains($0.key) }.flatMap { part in part.items.map { (part.key, $0.path) } }
            .filter { here == $0.1 || here.hasPrefix($0.1 + "/") }.max { $0.1.utf8.count < $1.1.utf8.count }?.0
    }

    private static func isCurrent(_ item: Item, _ here: String) -> Bool {
        here == item.path || (item.path != CentreWords.root && here.hasPrefix(item.path + "/"))
    }
}
