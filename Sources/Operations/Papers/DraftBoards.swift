import Casework
import Primitives
import Sealing
import Storage

/// Makes the boards of one township anew where their list changed: the persons of each village, and the funds.
///
/// The same list again makes nothing. A draft that a later list replaces ends; what hangs stays until the next hangs.
struct DraftBoards: Command {
    static let name = "papers.draftBoards"
    /// The township.
    var township: RegionCode

    func run(in context: CommandContext) throws -> Outcome<Int> {
        guard case .system = context.actor else { return .refused([.notAllowed]) }
        let month = context.today.calendarMonth
        let helped = try context.store.helpedHouseholds(under: township, in: month, scope: context.scope)
        let byVillage = Dictionary(grouping: helped, by: \.village)
        let standing = try context.store.villagesWithBoards(under: township, in: context.scope)
        var made = 0
        for village in Set(byVillage.keys).union(standing).sorted() {
            guard let board = try board(of: village, byVillage[village] ?? [], in: context) else { continue }
            made += try put(board, .standingPosting, at: village, month: nil, in: context)
        }
        return .done(try made + funds(in: context))
    }

    private func board(
        of village: RegionCode, _ households: [HelpedHousehold], in context: CommandContext
    ) throws -> StandingPostingContent? {
        let rule = try PostingRule(context.policies(on: context.today), region: village, on: context.today)
        let names = (village: try context.store.regionName(village), township: try context.store.regionName(township))
        let lines = households.map { PostedLine($0, names: rule.fields.contains(.members), on: context.today) }
        let leftOut = lines.flatMap(\.problems)
        guard let place = PublicText(names.village), let body = PublicText(PaperIssuer.body(of: names.township)),
            let hotline = Hotline(try context.hotline(at: village))
        else {
            let why = PostedLine.blocked(names.village, names.township, hotline: try context.hotline(at: village))
            return StandingPostingContent(headings: [], rows: [], footer: "", citation: rule.citation, leftOut: why)
        }
        guard
            let board = StandingPosting(
                lines.compactMap(\.household), village: place, township: body, hotline: hotline, region: village,
                on: context.today, rules: [rule])
        else { return nil }
        return StandingPostingContent(
            headings: board.headings, rows: board.rows, footer: board.footer, citation: rule.citation, leftOut: leftOut)
    }

    /// The funds of the last month paid; a township that was paid nothing has no board.
    private func funds(in context: CommandContext) throws -> Int {
        guard let month = try context.store.lastPaidMonth(under: township, scope: context.scope) else { return 0 }
        let lines = try context.store.paidFunds(under: township, in: month, scope: context.scope)
        let board = FundsPosting(month: month, lines: lines)
        let content = StandingPostingContent(
            headings: ["救助项目", "户数", "人数", "金额"], rows: board.rows,
            footer: "\(month.chineseText)　监督电话：\(try context.hotline(at: township))",
            citation: try PostingRule(context.policies(on: context.today), region: township, on: context.today).citation
        )
        return try put(content, .fundsPosting, at: township, month: month, in: context)
    }

    private func put(
        _ content: StandingPostingContent, _ kind: DocumentKind, at region: RegionCode, month: CalendarMonth?,
        in context: CommandContext
    ) throws -> Int {
        let digest = Self.digest(content, month)
        let present = try context.store.standingPostings(kind, at: region, in: context.scope)
        if present.last.map({ $0.digest.utf8.elementsEqual(digest.utf8) }) == true { return 0 }
        if present.isEmpty, content.rows.isEmpty, content.leftOut.isEmpty { return 0 }
        for row in present where row.state != .posted {
            try context.store.endPosting(row.id, reason: "名单有变化，重新拟稿", on: context.today, in: context.scope)
        }
        // Nobody is helped here, and nothing hangs that says otherwise.
        let isBare = content.rows.isEmpty && content.leftOut.isEmpty
        if isBare, !present.contains(where: { $0.state == .posted }) { return 0 }
        // What hangs already shows this list: the change was taken back.
        if present.contains(where: { $0.state == .posted && $0.digest.utf8.elementsEqual(digest.utf8) }) { return 0 }
        try context.store.insertPosting(
            kind, at: region, month: month, content: content, digest: digest, on: context.today)
        return 1
    }

    /// The digest of a list: cells by tab, rows by line; of funds with their month.
    ///
    /// What was left out belongs to it, so that nobody approves a list without having seen who is missing.
    static func digest(_ content: StandingPostingContent, _ month: CalendarMonth?) -> String {
        let lines =
            ([content.headings] + content.rows).map { $0.joined(separator: "\t") } + (month.map { [$0.text] } ?? [])
            + content.leftOut
        return Digest.hex(Digest.sha256(Array(lines.joined(separator: "\n").utf8)))
    }
}

extension Bureau {
    /// Looks at every township's lists once a business day; returns how many boards were drafted anew.
    package func draftBoards() async throws -> Int {
        let today = try await today()
        let done = try await store.read { try $0.installationValue(.boardsDay) }
        guard done != today.text else { return 0 }
        var made = 0
        for township in try await view(as: .system, { try $0.store.townshipsWithAwards(in: $0.scope) }) {
            let outcome = try await perform(
                DraftBoards(township: township), as: .system,
                key: "boards-\(township.text)-\(today.text)-\(systemClock().milliseconds)")
            made += outcome.value ?? 0
        }
        try await store.write { try $0.setInstallationValue(.boardsDay, today.text) }
        return made
    }
}
