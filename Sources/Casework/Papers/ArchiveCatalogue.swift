package import Primitives

/// A paper in a case's file.
package struct FiledPaper: Codable, Hashable, Sendable {
    /// The kind.
    package let kind: DocumentKind
    /// Its number.
    package let number: String
    /// The day.
    package let on: CivilDate
    /// Pages.
    package let pages: Int
    /// Whether it bears what its kind must bear.
    package let isSigned: Bool

    /// A paper.
    package init(kind: DocumentKind, number: String, on day: CivilDate, pages: Int, isSigned: Bool) {
        self.kind = kind
        self.number = number
        self.on = day
        self.pages = pages
        self.isSigned = isSigned
    }
}

/// Why a file may not be archived.
package enum ArchiveReason: String, RefusalReason {
    case notEnded, paperMissing, paperUnsigned, paperEmpty, numberTwice, proceedingsOpen

    /// The area of the codes.
    package static let area = "archive"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .notEnded: RefusalWording("案件还没有办结（%），不能归档。", "The case has not ended, so its file stays open.")
        case .paperMissing: RefusalWording("案卷缺少：%。请补齐后归档。", "Papers are missing from the file. Complete it.")
        case .paperUnsigned: RefusalWording("这些文书签字盖章不全：%。请补齐。", "Some papers lack a signature. Complete them.")
        case .paperEmpty: RefusalWording("这些文书没有页数：%。请核对。", "Some papers have no pages. Check them.")
        case .numberTwice: RefusalWording("文书号重复：%。请核对。", "A number stands twice. Check it.")
        case .proceedingsOpen: RefusalWording("还有未办结的程序：%。请办结后归档。", "A proceeding is open. Close it first.")
        }
    }
}

/// The index of a file (D28): its papers in order with page numbers, and until when it is kept.
package struct ArchiveCatalogue: Codable, Hashable, Sendable {
    /// One line of the index.
    package struct Line: Codable, Hashable, Sendable {
        /// The place in the file, from 1.
        package let position: Int
        /// The paper.
        package let paper: FiledPaper
        /// The first of its pages, counted through the file.
        package let firstPage: Int
    }

    /// The lines.
    package let lines: [Line]
    /// The day the retention ends; nil for what is kept for ever.
    package let keptThrough: CivilDate?

    /// Pages of the whole file.
    package var pageCount: Int { lines.reduce(0) { $0 + $1.paper.pages } }

    /// What a file must hold by the way its case ended.
    package static func required(_ end: CaseState) -> [DocumentKind] {
        let filed: [DocumentKind] = [.applicationForm, .declarationAndPledge, .verificationAuthorization]
        let looked = filed + [.acceptanceNotice, .verificationReport, .visitForm, .firstOpinion]
        return switch end {
        case .refused: looked + [.refusalNotice, .remedyNotice]
        case .terminated: looked + [.confirmationNotice, .terminationDecision, .remedyNotice]
        case .revoked: filed + [.terminationDecision, .recoveryNotice, .remedyNotice]
        case .granted: [.confirmationNotice]
        case .notAccepted: filed + [.nonAcceptanceNotice, .remedyNotice]
        case .transferred: filed + [.transferNotice]
        case .withdrawn, .endedDeath, .endedMoved: filed + [.endNotice]
        case .endedNonCooperation: filed + [.endNotice, .remedyNotice]
        default: []
        }
    }

    /// The index of a file, or every reason why it may not be archived; `years` nil keeps it for ever.
    package static func make(
        _ papers: [FiledPaper], state: CaseState, isExit: Bool = false, open: Set<SideProceeding>,
        years: Cited<Int>?, on today: CivilDate
    ) -> Ruling<ArchiveCatalogue> {
        var found = Refusals<ArchiveReason>()
        found.refuse(when: !state.isEnded, .notEnded, state.chinese)
        let kinds = Set(papers.map(\.kind))
        // A family that asked to leave ends without a decision against it.
        let needed = required(state).map { isExit && $0 == .terminationDecision ? .endNotice : $0 }
            .filter { !(isExit && $0 == .remedyNotice) }
        let missing = needed.filter { !kinds.contains($0) }.map(\.chinese)
        found.refuse(when: !missing.isEmpty, .paperMissing, missing.joined(separator: "、"))
        let unsigned = papers.filter { !$0.isSigned }.map(\.kind.chinese)
        found.refuse(when: !unsigned.isEmpty, .paperUnsigned, unsigned.joined(separator: "、"))
        let empty = papers.filter { $0.pages < 1 }.map(\.kind.chinese)
        found.refuse(when: !empty.isEmpty, .paperEmpty, empty.joined(separator: "、"))
        let counts = Dictionary(papers.map { ("\($0.kind.rawValue) \($0.number)", 1) }, uniquingKeysWith: +)
        let twice = counts.filter { $0.value > 1 }.map(\.key).sorted()
        found.refuse(when: !twice.isEmpty, .numberTwice, twice.joined(separator: "、"))
        let names = SideProceeding.allCases.filter(open.contains).map(\.chinese)
        found.refuse(when: !names.isEmpty, .proceedingsOpen, names.joined(separator: "、"))
        return found.ruling(index(papers, years, today))
    }

    private static func index(_ papers: [FiledPaper], _ years: Cited<Int>?, _ today: CivilDate) -> ArchiveCatalogue {
        let sorted = papers.sorted { ($0.on, $0.kind.rawValue, $0.number) < ($1.on, $1.kind.rawValue, $1.number) }
        var (page, lines): (Int, [Line]) = (1, [])
        for (index, paper) in sorted.enumerated() {
            lines.append(Line(position: index + 1, paper: paper, firstPage: page))
            page += paper.pages
        }
        // Retention runs from the year after the one in which the file was closed.
        let end = years.map { count in
            CalendarMonth(index: Int32((today.year + count.value) * 12 + 11)).lastDay
        }
        return ArchiveCatalogue(lines: lines, keptThrough: end)
    }
}
