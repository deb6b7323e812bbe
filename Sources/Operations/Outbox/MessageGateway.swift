package import Storage

/// What carries messages out of the house: a file, an HTTP gateway of the operator, a test's memory.
///
/// A gateway may see a message twice, after a crash between sending and noting it; its id is the same then.
package protocol MessageGateway: Sendable {
    /// Hands a message over; returns once the other side has taken it, or throws `MessageGatewayError`.
    func send(_ message: OutboxMessage) async throws
}

/// Why a message could not be handed over.
package struct MessageGatewayError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A sentence without personal data, kept with the message.
    package let description: String

    /// Makes an error with its sentence.
    package init(_ description: String) { self.description = description }
}

/// A gateway that some other part of the program provides, such as the HTTP client of the server.
///
/// The closure is given the id to send along, so that the receiver drops repeats.
package struct HTTPGateway: MessageGateway {
    /// Sends one message; throws when the receiver did not answer that it took it.
    package typealias Post = @Sendable (OutboxMessage) async throws -> Void
    private let post: Post

    /// Takes what sends.
    package init(_ post: @escaping Post) { self.post = post }

    /// Hands the message to the closure.
    package func send(_ message: OutboxMessage) async throws { try await post(message) }
}
