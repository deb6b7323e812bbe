/// Where a probability comes from: bits of evidence, line by line, whose sum it is.
package struct LinkExplanation: Sendable {
    /// One comparison.
    package struct Line: Sendable {
        /// What was compared.
        package let what: String
        /// The value of the first record as compared; numbers by their last four characters.
        package let left: String
        /// The value of the second record.
        package let right: String
        /// How they stand to each other.
        package let words: String
        /// Evidence for one person, in bits; below zero it speaks against it.
        package let bits: Double
    }

    /// Label of the first record.
    package let a: String
    /// Label of the second record.
    package let b: String
    /// Evidence before anything is compared.
    package let priorBits: Double
    /// The comparisons.
    package let lines: [Line]
    /// What the possibility of twins takes away.
    package let twinBits: Double
    /// What other partners that fit take away.
    package let rivalBits: Double
    /// Probability that the records are one person.
    package let probability: Double

    /// The sum of all evidence; log2 of the odds.
    package var totalBits: Double { priorBits + lines.reduce(0) { $0 + $1.bits } + twinBits + rivalBits }
}
