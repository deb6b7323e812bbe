/// Why a store could not do what was asked, where it is not the engine's own failure.
package struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, for code that has to tell cases apart.
    package enum Code: String, Sendable {
        /// The row does not exist, or it lies outside the asker's scope: the two look the same on purpose.
        case notFound
        /// Somebody changed the row since it was read.
        case changedMeanwhile
        /// The store belongs to a later version of the program.
        case laterSchema
        /// A row holds a value that the program cannot read.
        case damaged
        /// An uploaded file is not in the blob store.
        case blobMissing
        /// Every node number is leased.
        case noNodeFree
    }

    /// The kind of failure.
    package let code: Code
    /// A sentence that says what happened and what to do next.
    package let description: String

    /// Makes an error with its sentence.
    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
