import Casework
package import Documents
import Primitives
import Storage

/// What taking in a list came to.
package struct TakenTickets: Codable, Hashable, Sendable {
    /// Tickets taken in.
    package let taken: Int
    /// Tickets of the list that were held already and stay as they are.
    package let held: Int
}

extension Bureau {
    /// Takes in a list of tickets, CSV or XLSX by what its bytes are: the whole list, or nothing and every problem.
    ///
    /// Tickets held already are left alone, so that a list that overlaps the last one can be taken in as it is.
    package func takeHotlineList(
        _ content: [UInt8], reader: SpreadsheetReader, as actor: Actor, key: String
    ) async throws -> Outcome<TakenTickets> {
        guard let staff = actor.staff, staff.role == .countyReviewer, staff.region.level == .county else {
            return .refused([.notAllowed])
        }
        let rows: [[String]]
        do {
            rows = try await reader.rows(of: content).rows
        } catch let error as DocumentToolError {
            return .refused([Reason("hotline.file", field: "file", error.description, "The file could not be read.")])
        }
        let county = staff.region
        let offices = try await view(as: actor) { context in
            var found = [try context.store.regionName(county): county]
            for town in try context.store.regions(.township, in: county) {
                (found[town.name], found[town.code.text]) = (town.code, town.code)
            }
            return found
        }
        let list = HotlineListReader(rows: rows, county: county, offices: offices)
        guard list.problems.isEmpty else { return .refused(list.problems) }
        return try await perform(TakeTickets(tickets: list.tickets), as: actor, key: key)
    }
}

/// Takes in the tickets of a list that was read: the transaction of `Bureau.takeHotlineList`.
package struct TakeTickets: Command {
    package static let name = "hotline.takeList"
    let tickets: [ListedTicket]

    /// Every ticket, or every problem by row.
    package func run(in context: CommandContext) throws -> Outcome<TakenTickets> {
        guard let taking = try HotlineTaking(context) else { return .refused([.notAllowed]) }
        var (taken, held) = (0, 0)
        var reasons: [Reason] = []
        for listed in tickets {
            if try taking.isHeld(listed.incoming.number, in: context) {
                held += 1
                continue
            }
            let outcome = try taking.take(listed.incoming, isListed: true, in: context)
            reasons += outcome.reasons.map { .listProblem(listed.row, "", $0.chinese) }
            if outcome.value != nil { taken += 1 }
        }
        return reasons.isEmpty ? .done(TakenTickets(taken: taken, held: held)) : .refused(reasons)
    }
}
