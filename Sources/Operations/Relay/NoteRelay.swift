import FoundationEssentials
import Primitives
import Storage
import Verification

/// What one attempt at a higher platform came to.
enum RelayNews: Codable, Sendable {
    /// It took the question.
    case taken(receipt: String)
    /// It answered, perhaps in part; nil when there was nothing to fetch yet.
    case part(RelayPart?)
    /// The line broke, or what came over it cannot be used.
    case failed(String)
    /// Nothing was tried: the last day for late answers has passed.
    case givenUp
}

/// Writes down what an attempt came to, and has the case compared again when there are new answers.
///
/// Written only while the lease holds, so that two nodes never take the same part twice. Answers that come when the
/// inquiry has ended change nothing of what was decided: they stand in the centre's list for a person to look at.
struct NoteRelay: Command {
    static let name = "relay.note"
    var id: RelayID
    var fence: Int64
    var news: RelayNews

    /// Answers how many answers were taken.
    func run(in context: CommandContext) throws -> Outcome<Int> {
        guard case .system = context.actor, let terms = context.bureau.relay else { return .refused([.notAllowed]) }
        guard var row = try context.store.relay(id, in: context.scope) else { return .refused([.notFound]) }
        guard row.fence == fence else { return .refused([.leaseLost]) }
        var exchange = try RelayExchange(row)
        exchange.begin(context.today)
        var answers: [RelayAnswer] = []
        switch news {
        case .taken(let receipt): exchange.take(receipt: receipt, at: context.now, terms: terms)
        case .part(let part): answers = exchange.take(part, at: context.now, terms: terms)
        case .failed(let error): exchange.fail(error, at: context.now, terms: terms)
        case .givenUp: break
        }
        row.take(exchange)
        guard try context.store.updateRelay(row) else { return .refused([.leaseLost]) }
        let parts = answers.isEmpty ? 0 : try context.store.relayAnswers(of: id).last?.sequence ?? 0
        for answer in answers {
            try context.store.insertRelayAnswer(
                RelayAnswerRow(
                    sequence: parts + 1, person: answer.person, item: answer.item,
                    status: answer.status.rawValue, isLate: context.today > row.answerBy, receivedAt: context.now,
                    content: try StoreTransaction.json(answer)),
                of: id)
        }
        if !answers.isEmpty || !exchange.isOpen { try compareAgain(row, exchange, in: context) }
        return .done(answers.count)
    }

    private func compareAgain(_ row: RelayRow, _ exchange: RelayExchange, in context: CommandContext) throws {
        guard let file = try context.store.caseRow(row.caseID, in: context.scope), file.factsVersion == row.factsVersion
        else { return }
        try AuthorizationChange.compareAgain(
            file, number: "\(row.number)/\(exchange.lastSequence)/\(exchange.state.rawValue)", in: context)
    }
}

extension RelayExchange {
    /// The exchange that a row holds.
    init(_ row: RelayRow) throws {
        guard let state = State(rawValue: row.state) else {
            throw StoreError(.damaged, "The exchange's state is not one this program knows.")
        }
        self.init(
            try StoreTransaction.fromJSON(row.question, as: RelayQuestion.self), lateThrough: row.lateThrough,
            state: state, receipt: row.receipt, failures: row.failures, nextAttempt: row.nextAttempt,
            lastSequence: row.lastSequence, lastError: row.lastError)
    }
}

extension RelayRow {
    /// Takes over what an exchange has become.
    fileprivate mutating func take(_ exchange: RelayExchange) {
        state = exchange.state.rawValue
        receipt = exchange.receipt
        failures = exchange.failures
        nextAttempt = exchange.nextAttempt
        lastSequence = exchange.lastSequence
        lastError = exchange.lastError
    }
}
