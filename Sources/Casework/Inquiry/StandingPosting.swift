package import Primitives

/// A field of the standing posting 长期公示; there is none for an ID, account, illness, cause or a minor's name.
package enum PostingField: String, CaseIterable, Codable, Hashable, Sendable {
    case applicant, headCount, amount, members, income, program, hotline, date, seal

    /// The heading of the field.
    package var chinese: String {
        switch self {
        case .applicant: "申请人"
        case .headCount: "保障人数"
        case .amount: "保障金额"
        case .members: "家庭成员"
        case .income: "家庭收入"
        case .program: "救助项目"
        case .hotline: "监督电话"
        case .date: "公示日期"
        case .seal: "盖章单位"
        }
    }
}

/// Which fields a region posts from a day on, with the text that says so.
package struct PostingRule: Codable, Hashable, Sendable {
    /// The region; rules of a narrower one go before.
    package let region: RegionCode?
    /// The first day.
    package let from: CivilDate
    /// The fields, in the order of the board.
    package let fields: [PostingField]
    /// The text.
    package let citation: String

    /// A rule; nil as region is the nation.
    package init(region: RegionCode?, from: CivilDate, fields: [PostingField], citation: String) {
        self.region = region
        self.from = from
        self.fields = fields
        self.citation = citation
    }

    /// The rule in force somewhere on a day; nil when none is, which is an error and never “everything” or “nothing”.
    package static func inForce(_ rules: [PostingRule], for region: RegionCode, on day: CivilDate) -> PostingRule? {
        let fitting = rules.filter { $0.from <= day && ($0.region.map { $0.contains(region) } ?? true) }
        return fitting.max { left, right in
            (left.region?.text.utf8.count ?? 0, left.from) < (right.region?.text.utf8.count ?? 0, right.from)
        }
    }
}

/// A household as it may hang in public for as long as it is helped.
package struct PostedHousehold: Codable, Hashable, Sendable {
    /// The applicant in full.
    package let applicant: PublicText
    /// Adult members other than the applicant; minors are counted, never named.
    package let adults: [PublicText]
    /// Members helped.
    package let headCount: Int
    /// The monthly sum; nil where the program pays none.
    package let amount: Money?
    /// The yearly income found; nil where not shown.
    package let income: Money?
    /// The program.
    package let program: Program
    /// Why it may not hang; nil when it may.
    package let exemption: NoticeExemption?

    /// A household for the board.
    package init(
        applicant: PublicText, adults: [PublicText], headCount: Int, amount: Money?, income: Money?, program: Program,
        exemption: NoticeExemption?
    ) {
        self.applicant = applicant
        self.adults = adults
        self.headCount = headCount
        self.amount = amount
        self.income = income
        self.program = program
        self.exemption = exemption
    }
}

/// The standing posting of a village: its rows as the rule of the day says, exempt households left out.
package struct StandingPosting: Hashable, Sendable {
    /// The rule its fields come from.
    package let rule: PostingRule
    /// The headings.
    package let headings: [String]
    /// The rows, in the order given.
    package let rows: [[String]]
    /// The line under the table: place, hotline, day and seal.
    package let footer: String

    /// A posting made on a day; nil when no rule is in force then.
    package init?(
        _ households: [PostedHousehold], village: PublicText, township: PublicText, hotline: Hotline,
        region: RegionCode, on day: CivilDate, rules: [PostingRule]
    ) {
        guard let rule = PostingRule.inForce(rules, for: region, on: day) else { return nil }
        self.rule = rule
        let columns = rule.fields.filter { ![.hotline, .date, .seal].contains($0) }
        headings = columns.map(\.chinese)
        rows = households.filter { $0.exemption == nil }.map { household in
            columns.map { Self.cell($0, household) }
        }
        let ends = rule.fields.compactMap { field -> String? in
            switch field {
            case .hotline: "监督电话：\(hotline.text)"
            case .date: "公示日期：\(day.chineseText)"
            case .seal: "\(township.text)（公章）"
            default: nil
            }
        }
        footer = ([village.text] + ends).joined(separator: "　")
    }

    private static func cell(_ field: PostingField, _ household: PostedHousehold) -> String {
        switch field {
        case .applicant: household.applicant.text
        case .headCount: "\(household.headCount)人"
        case .amount: household.amount.map { "\($0.grouped)元" } ?? "不发放保障金"
        case .members: household.adults.isEmpty ? "—" : household.adults.map(\.text).joined(separator: "、")
        case .income: household.income.map { "\($0.grouped)元" } ?? "—"
        case .program: household.program.chineseShort
        case .hotline, .date, .seal: ""
        }
    }

    /// The text whose digest proves that the list shown is the list approved: cells by tab, rows by line.
    package var canonicalText: String {
        ([headings] + rows).map { $0.joined(separator: "\t") }.joined(separator: "\n")
    }

    /// Rows that stand on one board and not on the other; both empty when they are equal.
    package func difference(shown: StandingPosting) -> (missing: [[String]], extra: [[String]]) {
        (rows.filter { !shown.rows.contains($0) }, shown.rows.filter { !rows.contains($0) })
    }
}

/// The funds posting of a township: sums by program, no person in it.
package struct FundsPosting: Hashable, Sendable {
    /// One program's line.
    package struct Line: Codable, Hashable, Sendable {
        /// The program.
        package let program: Program
        /// Households paid.
        package let households: Int
        /// Persons paid.
        package let persons: Int
        /// The sum paid.
        package let amount: Money

        /// A line.
        package init(program: Program, households: Int, persons: Int, amount: Money) {
            self.program = program
            self.households = households
            self.persons = persons
            self.amount = amount
        }
    }

    /// The month paid.
    package let month: CalendarMonth
    /// The lines, by program.
    package let lines: [Line]

    /// A posting of one month; programs without a payment have no line.
    package init(month: CalendarMonth, lines: [Line]) {
        self.month = month
        self.lines = Program.allCases.flatMap { program in
            lines.filter { $0.program == program && $0.households > 0 }
        }
    }

    /// The sum of all lines.
    package var total: Money { lines.map(\.amount).total() }

    /// The rows as posted, the total last.
    package var rows: [[String]] {
        lines.map { [$0.program.chinese, "\($0.households)户", "\($0.persons)人", "\($0.amount.grouped)元"] }
            + [
                [
                    "合计", "\(lines.reduce(0) { $0 + $1.households })户", "\(lines.reduce(0) { $0 + $1.persons })人",
                    "\(total.grouped)元",
                ]
            ]
    }
}
