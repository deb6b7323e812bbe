/// What a family said at a review: that nothing changed, or what did (D22).
package struct ReviewStatement: Codable, Hashable, Sendable {
    /// How it was signed.
    package enum Signature: String, CaseIterable, Codable, Hashable, Sendable {
        /// By the family itself, signed in with a code to its phone.
        case ownCode
        /// By hand on the one page, kept by the clerk.
        case onPaper

        /// The way in words.
        package var chinese: String { self == .ownCode ? "本人验证码确认" : "纸质签字" }
    }

    /// What changed, in the family's words; empty when nothing did.
    package let changes: String
    /// Who signed for the family.
    package let signer: String
    /// How.
    package let signature: Signature

    /// A statement.
    package init(changes: String, signer: String, signature: Signature) {
        self.changes = changes
        self.signer = signer
        self.signature = signature
    }

    /// Whether the family says that nothing changed.
    package var isUnchanged: Bool { isBlank(changes) }
}
