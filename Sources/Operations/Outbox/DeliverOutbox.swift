import Logging
import Primitives
import Storage

/// What one round of delivering came to.
package struct DeliveryRound: Hashable, Sendable {
    /// Messages handed over and noted.
    package var sent = 0
    /// Messages put back or given up.
    package var failed = 0
    /// Messages handed over whose lease was lost meanwhile: another sender may hand them over again.
    package var lost = 0

    /// Nothing was due.
    package static let nothing = DeliveryRound()
}

extension Bureau {
    /// Hands due messages to a gateway, oldest first, each under a lease with a fence.
    ///
    /// At least once: the note follows the sending. A failed message waits twice as long each time and is given up
    /// after `attemptsMax` tries; `S30` then shows it as failed. Run by a job every few seconds, on any number of
    /// nodes.
    package func deliverOutbox(
        holder: String, gateway: some MessageGateway, limit: Int = 50, leaseSeconds: Int64 = 60, attemptsMax: Int = 8
    ) async throws -> DeliveryRound {
        let leasedAt = systemClock()
        let messages = try await store.write { transaction in
            try transaction.leaseMessages(holder: holder, limit: limit, at: leasedAt, leaseSeconds: leaseSeconds)
        }
        var round = DeliveryRound()
        for message in messages {
            // A slow gateway may use up the lease: what is left then belongs to whoever leases it next.
            guard systemClock() < leasedAt.adding(seconds: leaseSeconds) else { break }
            do {
                try await gateway.send(message)
            } catch {
                round.failed += 1
                try await noteFailure(of: message, error, attemptsMax: attemptsMax)
                continue
            }
            let now = systemClock()
            if try await store.write({ try $0.markSent(message, at: now) }) {
                round.sent += 1
            } else {
                round.lost += 1
            }
        }
        return round
    }

    private func noteFailure(of message: OutboxMessage, _ error: any Error, attemptsMax: Int) async throws {
        let now = systemClock()
        let sentence = (error as? MessageGatewayError)?.description ?? "The gateway did not take the message."
        log.warning("A message was not taken", metadata: ["id": "\(message.id.text)", "reason": "\(sentence)"])
        try await store.write { transaction in
            try transaction.markUnsent(message, error: sentence, attemptsMax: attemptsMax, at: now)
        }
    }
}
