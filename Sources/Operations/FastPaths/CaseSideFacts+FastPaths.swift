import Casework
import Primitives
import Storage

extension CaseSideFacts {
    /// What the fast paths hold of a case, each read only in the states in which a step can need it.
    ///
    /// What was paid first counts towards relief whenever that is decided, and is told wherever relief is told.
    mutating func readFastPaths(_ row: CaseRow, in context: CommandContext) throws {
        if row.program == .temporaryRelief, row.state != .archived {
            aidFirstRow = try context.store.aidFirst(of: row.id, in: context.scope)
            aidFirst = aidFirstRow?.plan
            aidFirstPapers = aidFirstRow?.papers ?? []
        }
        switch row.state {
        case .accepted, .investigating, .provisionalActive:
            guard ProgramProcedure.of(row.program).allowsProvisional else { return }
            provisionalRow = try context.store.provisional(of: row.id, in: context.scope)
            provisional = provisionalRow?.plan
        case _ where row.state.isEnded:
            if let entry = try context.store.creditEntry(of: row.id, in: context.scope)?.entry, !entry.isAtRest {
                openProceedings.insert(.creditEntry)
            }
        default: break
        }
    }
}

extension CreditEntry {
    /// Whether nothing is being decided about it.
    package var isAtRest: Bool { ![.noticed, .heard, .contested].contains(state) }
}
