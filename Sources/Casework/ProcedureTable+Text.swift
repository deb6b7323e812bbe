extension ProcedureTable {
    /// Whether the table lets somebody of this role, or the platform (nil), do this, with no look at the papers.
    package static func allows(_ role: Role?, _ event: CaseEventKind, in state: CaseState, body: CompetentBody) -> Bool
    {
        guard let rule = rule(from: state, event: event) else { return false }
        guard let role else { return rule.performer.allowsSystem }
        return rule.performer.roles(for: body).contains(role)
    }

    /// The events somebody of this role may try in this state, in table order.
    package static func events(for role: Role, in state: CaseState, body: CompetentBody) -> [CaseEventKind] {
        rules.filter { $0.from == state && $0.performer.roles(for: body).contains(role) }.map(\.event)
    }

    /// One line of text per rule: `state event -> next : performers : documents`; what `casework table` prints.
    package static var text: String {
        rules.map { rule in
            let performers =
                switch rule.performer {
                case .decider: "decider"
                case .roles(let roles, let system):
                    (Role.allCases.filter(roles.contains).map(\.rawValue) + (system ? ["system"] : []))
                        .joined(separator: ",")
                }
            let next = rule.next.map(\.rawValue).joined(separator: "|")
            let documents = rule.documents.map(\.rawValue).joined(separator: ",")
            return "\(rule.from.rawValue) \(rule.event.rawValue) -> \(next) : \(performers)"
                + (documents.isEmpty ? "" : " : \(documents)")
        }.joined(separator: "\n")
    }
}
