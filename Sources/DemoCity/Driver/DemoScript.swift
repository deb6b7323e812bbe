import Primitives

/// What happens to an application on a working day of the demo.
enum DemoAction: Sendable {
    case draft, file, accept, start, visit, opinion, post, close, decide
    case requestSupplement, answerSupplement, transfer, withdraw, move, death, nonCooperation
    case contest, object, uphold, dismiss, recheckVisit, orderSampling, orderComplaint, countyVisit, sendBack
}

/// Where an application of the demo is left on the last day.
enum DemoEnding: Sendable, CaseIterable {
    case active, noticeClosesToday, noticeRuns, noticeToTakeDown, opinionGiven, confirming, countyVisit
    case objectionOpen, objectionUpheld, objectionDismissed, investigating, visited, contested, accepted, submitted
    case supplement, supplementAnswered, transferred, withdrawn, movedAway, death, nonCooperation, sentBack
    case refused, refusalProposed, draft

    /// The working days are counted from the opening day, which is 0; `later` moves an award's beginning.
    func actions(later: Int) -> [(day: Int, action: DemoAction)] {
        switch self {
        case .active: return Self.closed(later) + [(later + 13, .decide)]
        case .noticeClosesToday: return Self.posted(18)
        case .noticeRuns: return Self.posted(20)
        case .noticeToTakeDown: return Self.posted(17)
        case .opinionGiven: return Self.examined(22)
        case .confirming: return Self.closed(13)
        case .countyVisit: return Self.closed(12) + [(26, .orderSampling)]
        case .objectionOpen: return Self.posted(17) + [(26, .object)]
        case .objectionUpheld: return Self.posted(6) + [(14, .object), (17, .uphold), (20, .recheckVisit)]
        case .objectionDismissed:
            return Self.posted(1) + [
                (9, .object), (11, .dismiss), (12, .post), (18, .close), (19, .orderComplaint), (20, .countyVisit),
                (21, .decide),
            ]
        case .investigating: return [(23, .file), (24, .accept), (25, .start)]
        case .visited: return [(21, .file), (22, .accept), (23, .start), (26, .visit)]
        case .contested: return [(21, .file), (22, .accept), (23, .start), (25, .contest), (26, .visit)]
        case .accepted: return [(26, .file), (27, .accept)]
        case .submitted: return [(27 + later % 2, .file)]
        case .supplement: return [(24, .file), (25, .requestSupplement)]
        case .supplementAnswered:
            return [(20, .file), (21, .requestSupplement), (23, .answerSupplement), (24, .accept)]
        case .transferred: return [(21, .file), (22, .transfer)]
        case .withdrawn: return [(10, .file), (11, .accept), (14, .withdraw)]
        case .movedAway: return [(5, .file), (6, .accept), (7, .start), (12, .move)]
        case .death: return [(8, .file), (9, .accept), (10, .start), (15, .death)]
        case .nonCooperation: return [(2, .file), (3, .requestSupplement), (26, .nonCooperation)]
        case .sentBack: return Self.closed(9) + [(23, .sendBack)]
        case .refused: return Self.examined(later) + [(later + 8, .decide)]
        case .refusalProposed: return Self.examined(19)
        case .draft: return [(Self.lastDay, .draft)]
        }
    }

    /// The working day on which the demo is left: Friday, 10 April 2026 when it opens on Monday, 2 March.
    static let lastDay = 28

    private static func examined(_ day: Int) -> [(day: Int, action: DemoAction)] {
        [(day, .file), (day + 1, .accept), (day + 2, .start), (day + 4, .visit), (day + 5, .opinion)]
    }

    /// Photographed and posted the day after the opinion; seven calendar days run from there.
    private static func posted(_ day: Int) -> [(day: Int, action: DemoAction)] { examined(day) + [(day + 6, .post)] }

    private static func closed(_ day: Int) -> [(day: Int, action: DemoAction)] { posted(day) + [(day + 12, .close)] }

    /// The endings of families that qualify, in the order in which they are given out; several in the most common ones.
    static let qualified: [DemoEnding] = [
        .active, .noticeRuns, .submitted, .objectionDismissed, .investigating, .active, .noticeClosesToday, .accepted,
        .confirming, .active, .supplement, .visited, .objectionOpen, .active, .opinionGiven, .withdrawn, .countyVisit,
        .draft, .noticeToTakeDown, .active, .objectionUpheld, .transferred, .noticeClosesToday, .movedAway, .active,
        .sentBack, .supplementAnswered, .nonCooperation, .submitted,
    ]

    /// The endings of families with a finding against them.
    static func doubtful(_ story: DemoStory) -> [DemoEnding] {
        switch story.expected {
        case .nameMismatch: [.visited, .investigating]
        case .deadMember: [.death, .visited]
        default: [.refused, .contested, .refused, .refusalProposed, .visited]
        }
    }
}
