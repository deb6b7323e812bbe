/// A verb that changes something: a value that says what is asked, and how it is done inside one transaction.
///
/// `run` does nothing but reads and writes through its context, since PostgreSQL may run it again from the start. It
/// either returns `.done` with everything written, or `.refused` with every reason, and then nothing it wrote stays.
package protocol Command: Sendable, Codable {
    /// What the verb answers.
    associatedtype Result: Codable & Sendable

    /// The verb's name in idempotency keys, the audit log and metrics.
    static var name: String { get }

    /// Checks, decides and stores.
    func run(in context: CommandContext) throws -> Outcome<Result>
}
