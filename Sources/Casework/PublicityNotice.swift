package import Primitives

/// Why nothing may be posted for a household (`domain.md` §9.3, §1.3).
package enum NoticeExemption: String, CaseIterable, Codable, Hashable, Sendable {
    case orphan, unattendedChild, destituteMinor, minorApplicant

    /// The kind of household as shown to staff.
    package var chinese: String {
        switch self {
        case .orphan: "孤儿"
        case .unattendedChild: "事实无人抚养儿童"
        case .destituteMinor: "特困未成年人"
        case .minorApplicant: "未成年人单独申请的家庭"
        }
    }

    /// The exemption of a household; nil when the notice must be posted.
    package static func of(
        program: Program, applicantIsMinor: Bool, hasOrphan: Bool, hasUnattendedChild: Bool
    ) -> NoticeExemption? {
        if hasOrphan { return .orphan }
        if hasUnattendedChild { return .unattendedChild }
        guard applicantIsMinor else { return nil }
        return program == .destituteSupport ? .destituteMinor : .minorApplicant
    }
}

/// Short text that may hang in public: a name or a place, with no number in it.
package struct PublicText: Hashable, Sendable, Codable {
    /// The text.
    package let text: String

    /// Takes 1 to 40 characters without digits; nil otherwise, so that no ID, account or sum slips in.
    package init?(_ text: String) {
        guard !isBlank(text), text.count <= 40, text.allSatisfy(Self.mayHang) else { return nil }
        self.text = text
    }

    /// Letters and name marks only.
    ///
    /// Categories are used, because 陆 and 伍 are surnames that also count as numbers.
    private static func mayHang(_ character: Character) -> Bool {
        if "·.()（）- 〇".contains(character) { return true }
        return character.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
                .spacingMark:
                true
            default: false
            }
        }
    }

    /// Reads and checks a stored text.
    package init(from decoder: any Decoder) throws {
        let raw = try decoder.singleValueContainer().decode(String.self)
        guard let text = PublicText(raw) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "This text may not hang in public."))
        }
        self = text
    }

    /// Writes the plain text.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// A hotline as printed on a notice: digits and dashes, 5 to 13 characters, never a mobile number.
package struct Hotline: Hashable, Sendable, Codable {
    /// The number.
    package let text: String

    /// Takes a landline or service number; nil for anything that could be a person's phone, ID or account.
    package init?(_ text: String) {
        let digits = text.utf8.filter { (0x30...0x39).contains($0) }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D }), (5...12).contains(digits.count),
            text.utf8.count <= 13, !(digits.count == 11 && digits[0] == 0x31)
        else { return nil }
        self.text = text
    }

    /// Reads and checks a stored number.
    package init(from decoder: any Decoder) throws {
        let raw = try decoder.singleValueContainer().decode(String.self)
        guard let hotline = Hotline(raw) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "This is not a hotline number."))
        }
        self = hotline
    }

    /// Writes the plain number.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// A labelled line of a notice.
package struct NoticeLine: Hashable, Sendable {
    /// What the value is.
    package let label: String
    /// The value.
    package let value: String
}

/// What a public notice says (D15): applicant, head-count, sum, program, hotline, dates, seal.
///
/// It has no field that could carry an ID number, account, illness, cause or a minor's name (`domain.md` §9.3).
package struct PublicityNotice: Hashable, Sendable, Codable {
    /// The applicant in full; pages use `webLines`, which mask it.
    package let applicant: PublicText
    /// Members covered.
    package let headCount: Int
    /// The sum, monthly or once as the program pays; nil for programs that only recognise a status.
    package let amount: Money?
    /// The program.
    package let program: Program
    /// The village or community where it hangs.
    package let village: PublicText
    /// The township whose seal it bears.
    package let township: PublicText
    /// Where villagers object.
    package let hotline: Hotline
    /// The first day; day 0 of the count.
    package let postedOn: CivilDate
    /// The last day.
    package let closes: Deadline

    /// A notice; refused with nil for an exempt household, since nothing may be posted for it.
    package init?(
        exemption: NoticeExemption?, applicant: PublicText, headCount: Int, amount: Money, program: Program,
        village: PublicText, township: PublicText, hotline: Hotline, postedOn: CivilDate, limits: ProcedureLimits,
        count: DeadlineCount
    ) {
        guard exemption == nil else { return nil }
        precondition(headCount > 0, "A notice names a household of at least one person.")
        self.applicant = applicant
        self.headCount = headCount
        self.amount = program.payment == .none ? nil : amount
        self.program = program
        self.village = village
        self.township = township
        self.hotline = hotline
        self.postedOn = postedOn
        self.closes = count.noticeClose(limits.publicityDays, posted: postedOn)
    }

    /// The heading of the board.
    package var title: String { "\(program.chinese)审核公示" }

    /// The line above the seal.
    package var sealLine: String { "\(township.text)（公章） \(postedOn.chineseText)" }

    /// The notice for the paper board, the applicant in full so that neighbours can judge.
    package var paperLines: [NoticeLine] { lines(name: applicant.text) }

    /// The notice for the web, the name masked; nil before the first day and after the last.
    package func webLines(on today: CivilDate) -> [NoticeLine]? {
        isShown(on: today) ? lines(name: Masking.name(applicant.text)) : nil
    }

    /// Whether the notice hangs on this day.
    package func isShown(on today: CivilDate) -> Bool { postedOn <= today && today <= closes.on }

    private func lines(name: String) -> [NoticeLine] {
        var lines = [
            NoticeLine(label: "申请人", value: name),
            NoticeLine(label: "所在村（社区）", value: village.text),
            NoticeLine(label: "救助项目", value: program.chinese),
            NoticeLine(label: "拟保障人数", value: "\(headCount)人"),
        ]
        if let amount {
            let period = program.payment == .monthly ? "每月" : "一次性"
            lines.append(NoticeLine(label: "拟保障金额", value: "\(period)\(amount.grouped)元"))
        }
        lines.append(NoticeLine(label: "公示期", value: "\(postedOn.chineseText)至\(closes.chineseText)"))
        lines.append(NoticeLine(label: "监督电话", value: hotline.text))
        return lines
    }
}
