package import Payments
package import Primitives
import Storage

/// What a step of a batch answers: which batch, and where it stands now.
package struct BatchReceipt: Codable, Hashable, Sendable {
    /// The batch.
    package let batch: BatchID
    /// Its number.
    package let number: String
    /// Where it stands.
    package let state: BatchState
    /// How many payments it has.
    package let itemCount: Int
    /// What they sum up to.
    package let total: Money

    init(_ row: BatchRow) {
        batch = row.id
        number = row.number
        state = row.standing.state
        itemCount = row.itemCount
        total = row.total
    }
}

/// A batch under a verb's hands, and the one way to move it on.
struct BatchFile {
    var row: BatchRow

    /// Reads a batch within the actor's scope; throws `StoreError.notFound` otherwise.
    init(_ id: BatchID, in context: CommandContext) throws {
        guard let row = try context.store.batch(id, in: context.scope) else {
            throw StoreError(.notFound, "There is no such batch in this scope.")
        }
        self.row = row
    }

    /// What a step came to.
    enum Step {
        case moved, alreadyDone
        case refused([Reason])
    }

    /// Asks the machine and the guard, then stores the step with its audit entry.
    ///
    /// Every step up to the approval is guarded by the query that forbids a dead, held, suspended or stopped award.
    mutating func take(_ event: BatchEvent, in context: CommandContext, reason: String = "") throws -> Step {
        guard let actor = context.payActor else { return .refused([.notAllowed]) }
        let standing: BatchStanding
        switch BatchMachine.decide(event, on: row.standing, by: actor) {
        case .moved(let next): standing = next
        case .alreadyDone: return .alreadyDone
        case .refused(let refusal): return .refused([Reason(refusal)])
        }
        let isSecondPerson = event == .check || event == .approveFunds
        if isSecondPerson, row.madeBy == actor.staff { return .refused([Reason(.samePerson(event))]) }
        let isGuarded = event.isGuarded
        if isGuarded {
            let reasons = try refusals(in: context)
            guard reasons.isEmpty else { return .refused(reasons) }
        }
        row.standing = standing
        try context.store.updateBatch(&row, guarded: isGuarded, in: context.scope, at: context.now)
        try context.audit("batch.\(event.code)", "batch", row.id.rawValue, region: row.county, reason: reason)
        return .moved
    }

    /// Takes a step that has no consequence beyond the batch itself.
    static func step(
        _ event: BatchEvent, on id: BatchID, in context: CommandContext, reason: String = "",
        then finish: (inout BatchFile) throws -> Void = { _ in }
    ) throws -> Outcome<BatchReceipt> {
        var file = try BatchFile(id, in: context)
        switch try file.take(event, in: context, reason: reason) {
        case .refused(let reasons): return .refused(reasons)
        case .alreadyDone: break
        case .moved: try finish(&file)
        }
        return .done(BatchReceipt(file.row))
    }

    private func refusals(in context: CommandContext) throws -> [Reason] {
        guard row.itemCount > 0 else { return [.emptyBatch] }
        let blocks = try context.store.blocks(inBatch: row.id, month: row.month)
        guard !blocks.isEmpty else { return [] }
        let labels = try context.store.awardLabels(blocks.map(\.award))
        return blocks.map { block in
            Reason(
                "batch.blocked", "\(labels[block.award] ?? block.award.text)：\(block.chinese)。请退回后重新编制名册。",
                "Certificate \(labels[block.award] ?? block.award.text) may not be paid now. Make the roster again."
            )
        }
    }
}

extension PayBlock {
    /// The obstacle in words.
    var chinese: String {
        switch code {
        case .dead: "成员或收款人已于\(day?.chineseText ?? "")死亡"
        case .held: "人工暂缓：\(reason)"
        case .suspended: "待遇已暂停"
        case .stopped: "待遇已停发"
        }
    }
}

extension BatchEvent {
    fileprivate var isGuarded: Bool {
        switch self {
        case .lock, .check, .requestFunds, .approveFunds: true
        case .returnToDraft, .instruct, .recordAnswer, .close: false
        }
    }

    fileprivate var code: String {
        switch self {
        case .lock: "lock"
        case .check: "check"
        case .requestFunds: "requestFunds"
        case .approveFunds: "approveFunds"
        case .returnToDraft: "return"
        case .instruct: "instruct"
        case .recordAnswer: "recordAnswer"
        case .close: "close"
        }
    }
}
