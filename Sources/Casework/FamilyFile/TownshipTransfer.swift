package import Primitives

/// Where the hand-over of a family between townships stands.
package enum TransferState: String, ProcedureWord {
    case proposed, sent, received, returned, cancelled

    /// The state in words.
    package var chinese: String {
        switch self {
        case .proposed: "拟转出"
        case .sent: "已发出待接收"
        case .received: "已接收"
        case .returned: "被退回"
        case .cancelled: "已撤销"
        }
    }
}

/// What is done to a hand-over.
package enum TransferEvent: String, ProcedureWord {
    case send, receive, sendBack, cancel

    /// The event in words.
    package var chinese: String {
        switch self {
        case .send: "发出"
        case .receive: "接收"
        case .sendBack: "退回"
        case .cancel: "撤销"
        }
    }
}

/// Why a step of a hand-over may not be taken.
package enum TransferReason: String, RefusalReason {
    case sameTownship, notInForce, fileIncomplete, otherCountyNeedsRecheck, reasonMissing, monthUnsuitable
    case notReceiver

    /// The area of the codes.
    package static let area = "transfer"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .sameTownship: RefusalWording("转入地就是本乡镇，不需要转移。", "The target is this same township.")
        case .notInForce: RefusalWording("家庭不在保障中，没有可以转移的关系。请在新地申请。", "The family is not in force. Apply there.")
        case .fileIncomplete:
            RefusalWording(
                "档案还缺：%。请补齐后发出，或者写明今天以后的补交日期，由转入地决定是否接收。",
                "Papers are missing from the file. Complete it, or name a later day by which they follow.")
        case .otherCountyNeedsRecheck:
            RefusalWording(
                "转入外县（市、区），标准不同，须由转入地按其标准重新测算后接收。",
                "Another county has another standard; it computes anew before it receives.")
        case .reasonMissing: RefusalWording("没有写明退回（撤销）的理由。请写明。", "No reason is given. State it.")
        case .monthUnsuitable: RefusalWording("转移月份%不合适：应为次月或以后，且不能重复或中断发放。", "The month leaves a gap or pays twice.")
        case .notReceiver: RefusalWording("只有转入地的工作人员能接收或退回。", "Only staff of the receiving township may do this.")
        }
    }
}

/// Papers that a file still lacks when it is sent, and the day by which they follow.
package struct TransferGap: Codable, Hashable, Sendable {
    /// The papers, each in words.
    package let papers: [String]
    /// The day by which the sender hands them in.
    package let due: CivilDate

    /// Takes the parts.
    package init(papers: [String], due: CivilDate) {
        self.papers = papers
        self.due = due
    }
}

/// A family handed over between townships: no month without payment, none paid twice.
package struct TownshipTransfer: Codable, Hashable, Sendable {
    /// The township that pays until the month.
    package let from: RegionCode
    /// The township that pays from it on.
    package let to: RegionCode
    /// The first month the receiver pays.
    package let firstMonth: CalendarMonth
    /// Where it stands.
    package private(set) var state: TransferState

    /// A hand-over proposed, or one that stands where it was stored.
    package init(from: RegionCode, to: RegionCode, firstMonth: CalendarMonth, state: TransferState = .proposed) {
        self.from = from
        self.to = to
        self.firstMonth = firstMonth
        self.state = state
    }

    /// Whether it leaves the county, so that another standard applies.
    package var leavesCounty: Bool { from.ancestor(at: .county) != to.ancestor(at: .county) }

    /// The table of its steps.
    package static let lines = ProcedureLines<TransferState, TransferEvent>([
        ProcedureLine(.proposed, .send, ProcedureTable.clerk, .sent, documents: [.transferOfFile]),
        ProcedureLine(.returned, .send, ProcedureTable.clerk, .sent, documents: [.transferOfFile]),
        ProcedureLine(.sent, .receive, ProcedureTable.reviewer, .received),
        ProcedureLine(.sent, .sendBack, ProcedureTable.reviewer, .returned),
        ProcedureLine(.proposed, .cancel, ProcedureTable.clerk, .cancelled),
        ProcedureLine(.returned, .cancel, ProcedureTable.clerk, .cancelled),
    ])

    /// What the step rests on.
    package struct Standing: Hashable, Sendable {
        /// The case's state.
        package var state: CaseState
        /// Papers missing from the file.
        package var missingPapers: [String]
        /// The day by which they follow; nil when nobody said.
        package var missingDue: CivilDate?
        /// Whether the receiver computed the award by its own standard.
        package var isRecomputed: Bool
        /// The township the actor works for.
        package var actorTownship: RegionCode
        /// The last month already in a locked batch.
        package var lastLockedMonth: CalendarMonth

        /// The standing.
        package init(
            state: CaseState, missingPapers: [String], missingDue: CivilDate? = nil, isRecomputed: Bool,
            actorTownship: RegionCode,
            lastLockedMonth: CalendarMonth
        ) {
            self.state = state
            self.missingPapers = missingPapers
            self.missingDue = missingDue
            self.isRecomputed = isRecomputed
            self.actorTownship = actorTownship
            self.lastLockedMonth = lastLockedMonth
        }
    }

    /// The hand-over after a step, or every reason why not.
    package func applying(
        _ event: TransferEvent, by actor: CaseActor, standing: Standing, reason: String, on today: CivilDate
    ) -> Ruling<TownshipTransfer> {
        var found = Refusals<TransferReason>()
        switch event {
        case .send:
            found.refuse(when: from == to, .sameTownship)
            found.refuse(when: !standing.state.isInForce, .notInForce)
            let missing = standing.missingPapers
            let follows = standing.missingDue.map { $0 > today } ?? false
            found.refuse(when: !missing.isEmpty && !follows, .fileIncomplete, missing.joined(separator: "、"))
            found.refuse(
                when: firstMonth <= max(today.calendarMonth, standing.lastLockedMonth), .monthUnsuitable,
                firstMonth.chineseText)
        case .receive:
            found.refuse(when: standing.actorTownship != to, .notReceiver)
            found.refuse(when: leavesCounty && !standing.isRecomputed, .otherCountyNeedsRecheck)
        case .sendBack:
            found.refuse(when: standing.actorTownship != to, .notReceiver)
            found.refuse(when: isBlank(reason), .reasonMissing)
        case .cancel: found.refuse(when: isBlank(reason), .reasonMissing)
        }
        switch Self.lines.step(event, from: state, by: actor, against: found.list) {
        case .refused(let refusals): return .refused(refusals)
        case .stands(let step):
            var after = self
            after.state = step.next
            return .stands(after)
        }
    }

    /// Who pays a month; a hand-over that was not received changes nothing.
    package func payer(of month: CalendarMonth) -> RegionCode { state == .received && month >= firstMonth ? to : from }
}
