package import Verification

/// What carries questions to a higher verification platform and looks for its replies.
///
/// The platform takes a question's number once; asking again with the same number is answered with the same receipt.
package protocol RelayGateway: Sendable {
    /// Hands a question over; returns the platform's receipt or throws when it was not taken.
    func submit(_ question: RelayQuestion) async throws -> String
    /// The part of the reply behind a sequence, as it came over the line; nil while there is none.
    func part(of number: String, after sequence: Int) async throws -> [UInt8]?
}

/// Why an attempt at a higher platform failed, in a sentence without personal data that is kept with the exchange.
package struct RelayGatewayError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The sentence, in Chinese.
    package let description: String

    /// Takes the sentence.
    package init(_ description: String) { self.description = description }
}
