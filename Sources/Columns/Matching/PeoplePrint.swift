/// A print of a set of people, whatever their order: another one for nearly every other set.
///
/// An import may put the rows of some people apart (`SnapshotStore.stage`); whoever asks about these people, or some of
/// them, says so with the print, and the rows of strangers are not looked at.
package struct PeoplePrint: Hashable, Sendable {
    /// The print as a number, to be kept.
    package let bits: UInt64

    /// A print that was kept.
    package init(bits: UInt64) { self.bits = bits }

    /// The print of some people by their packed citizen IDs.
    package init(of people: [UInt64]) {
        var sum = UInt64(people.count) &* 0xD6E8_FEB8_6659_FD93
        for key in people {
            let body = SubjectIndex.body(key)
            let hash = (body ^ body >> 29) &* 0x9E37_79B9_7F4A_7C15
            sum &+= (hash ^ hash >> 32) &* 0xBF58_476D_1CE4_E5B9
        }
        bits = sum
    }
}
