package import Primitives

/// One exchange with a higher platform: from the question to its last answer, as a value that takes events.
///
/// The machine never reads a clock. Whatever goes wrong on the line leaves every open pair unanswered.
package struct RelayExchange: Hashable, Sendable {
    /// Where an exchange stands.
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// Not yet taken by the platform.
        case waiting
        /// Taken; answers are looked for.
        case taken
        /// The last day has passed with pairs open; answers are still looked for.
        case overdue
        /// The platform has said all it has to say.
        case complete
        /// Given up: nothing came in the days after the last day.
        case expired
    }

    /// Where it stands.
    package private(set) var state: State
    /// What was asked.
    package let question: RelayQuestion
    /// The last day on which late answers are fetched.
    package let lateThrough: CivilDate
    /// The platform's receipt; nil until it took the question.
    package private(set) var receipt: String?
    /// Failed attempts since the last one that worked.
    package private(set) var failures: Int
    /// When to try or look next.
    package private(set) var nextAttempt: Instant
    /// The sequence of the last part taken.
    package private(set) var lastSequence: Int
    /// Why the last attempt failed; no personal data.
    package private(set) var lastError: String?

    /// An exchange that begins now.
    package init(_ question: RelayQuestion, terms: RelayTerms, at instant: Instant) {
        self.init(
            question, lateThrough: question.answerBy.adding(days: terms.lateDays), state: .waiting, receipt: nil,
            failures: 0, nextAttempt: instant, lastSequence: 0, lastError: nil)
    }

    /// An exchange as it was stored.
    package init(
        _ question: RelayQuestion, lateThrough: CivilDate, state: State, receipt: String?, failures: Int,
        nextAttempt: Instant, lastSequence: Int, lastError: String?
    ) {
        self.question = question
        self.lateThrough = lateThrough
        self.state = state
        self.receipt = receipt
        self.failures = failures
        self.nextAttempt = nextAttempt
        self.lastSequence = lastSequence
        self.lastError = lastError
    }

    /// Whether anything is still to be done.
    package var isOpen: Bool { state != .complete && state != .expired }

    /// The platform took the question.
    package mutating func take(receipt: String, at instant: Instant, terms: RelayTerms) {
        self.receipt = receipt
        if state == .waiting { state = .taken }
        rest(instant, terms)
    }

    /// The line broke, or what came over it could not be used; tried again after a growing wait.
    package mutating func fail(_ error: String, at instant: Instant, terms: RelayTerms) {
        failures += 1
        lastError = error
        nextAttempt = instant.adding(seconds: terms.waitSeconds(afterFailures: failures))
    }

    /// A look that brought nothing, or a part of the reply; a part taken before changes nothing.
    ///
    /// Returns the answers that are to be kept. A part out of turn is left for later, when those before it have come.
    package mutating func take(_ part: RelayPart?, at instant: Instant, terms: RelayTerms) -> [RelayAnswer] {
        rest(instant, terms)
        guard let part, part.sequence == lastSequence + 1 else { return [] }
        lastSequence = part.sequence
        if part.isLast { state = .complete }
        // Another part may be waiting.
        if isOpen { nextAttempt = instant }
        return part.answers
    }

    /// A day has begun: past the last day the exchange is overdue, past the days for late answers it is given up.
    package mutating func begin(_ day: CivilDate) {
        guard isOpen else { return }
        if day > lateThrough {
            state = .expired
        } else if day > question.answerBy, state == .taken {
            state = .overdue
        }
    }

    private mutating func rest(_ instant: Instant, _ terms: RelayTerms) {
        failures = 0
        lastError = nil
        nextAttempt = instant.adding(seconds: terms.pollSeconds)
    }
}
