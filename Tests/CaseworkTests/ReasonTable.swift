import Casework
import Testing

/// One way to break a rule, and what the rule answers.
struct Broken<Reason: RefusalReason> {
    let reason: Reason
    let refusals: [StatedRefusal]

    init(_ reason: Reason, _ refusals: [StatedRefusal]) {
        self.reason = reason
        self.refusals = refusals
    }
}

/// Each row is refused for exactly its reason, every reason has a row, and every sentence can be read.
func expectEachReason<Reason: RefusalReason>(
    _ rows: [Broken<Reason>], sourceLocation: SourceLocation = #_sourceLocation
) {
    for row in rows {
        #expect(row.refusals.map(\.code) == [StatedRefusal.code(of: row.reason)], sourceLocation: sourceLocation)
        for refusal in row.refusals {
            #expect(!refusal.chinese.contains("%"), sourceLocation: sourceLocation)
            #expect(refusal.chinese.hasSuffix("。"), "\(refusal.chinese)", sourceLocation: sourceLocation)
            #expect(refusal.english.hasSuffix("."), "\(refusal.english)", sourceLocation: sourceLocation)
        }
    }
    let missing = Set(Reason.allCases).subtracting(rows.map(\.reason)).map(\.rawValue).sorted()
    #expect(missing == [], "no row breaks these rules", sourceLocation: sourceLocation)
}

/// A copy with one thing changed.
func with<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
    var copy = value
    change(&copy)
    return copy
}
