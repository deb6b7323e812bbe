extension CanonicalRecord {
    /// The facts of a record without its policy, for whoever decides many families anew.
    package static func facts(of bytes: [UInt8]) throws(RecordError) -> HouseholdFacts {
        try HouseholdFacts(json: try CanonicalJSON(bytes: bytes).field("facts"))
    }
}
