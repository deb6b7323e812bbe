extension ProcedureTable {
    /// Whether the table lets somebody of this role, or the platform (nil), do this, with no look at the papers.
    package static func allows(_ role: Role?, _ event: CaseEventKind, in state: CaseState, body: CompetentBody) -> Bool
    {
        recognition.allows(role, event, in: state, body: body)
    }

    /// The events somebody of this role may try in this state, in table order.
    package static func events(for role: Role, in state: CaseState, body: CompetentBody) -> [CaseEventKind] {
        recognition.events(for: role, in: state, body: body)
    }

    /// The events somebody of this role may try under a program, in table order.
    package static func events(
        for role: Role, in state: CaseState, body: CompetentBody, of program: Program
    ) -> [CaseEventKind] {
        lines(of: program.procedureKind).events(for: role, in: state, body: body)
    }

    /// One line of text per rule of the common machine; what `casework table` prints first.
    package static var text: String { recognition.text }
}

extension ProcedureLines {
    /// One line of text per rule: `state event -> next : performers : documents`.
    package var text: String {
        all.map { line in
            let next = line.next.map(\.rawValue).joined(separator: "|")
            let documents = line.documents.map(\.rawValue).joined(separator: ",")
            return "\(line.from.rawValue) \(line.event.rawValue) -> \(next) : \(line.performer.text)"
                + (documents.isEmpty ? "" : " : \(documents)")
        }.joined(separator: "\n")
    }
}
