import Casework

extension [ReasonCode] {
    /// The reasons as an adverse paper prints them: a numbered line each, with its clause.
    var paperLines: [DocumentLine] {
        enumerated().map { DocumentLine("理由\($0 + 1)", "\($1.chinese)（\($1.clause)）") }
    }
}
