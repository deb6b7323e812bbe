import Operations
import OperationsTestKit

/// People in a bureau, through whom a test does verbs.
protocol BureauWorld {
    var test: TestBureau { get }
}

extension BureauWorld {
    /// Does a command that must succeed.
    @discardableResult
    func ok<C: Command>(_ command: C, as staff: StaffActor) async throws -> C.Result {
        let outcome = try await test.perform(command, as: .staff(staff))
        guard let value = outcome.value else { throw WorldError("\(C.name): \(outcome.reasons.map(\.chinese))") }
        return value
    }

    /// The codes of the reasons why a command is refused; empty when it was done.
    func codes<C: Command>(_ command: C, as actor: Actor) async throws -> [String] {
        try await test.perform(command, as: actor).reasons.map(\.code)
    }

    func codes<C: Command>(_ command: C, as staff: StaffActor) async throws -> [String] {
        try await codes(command, as: .staff(staff))
    }

    /// The number of rows of a table.
    func count(_ table: String) async throws -> Int { try await test.count(table) }
}

/// What a test wanted done and was refused.
struct WorldError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
