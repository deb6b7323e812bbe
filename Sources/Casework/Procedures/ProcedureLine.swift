/// Who may perform an event.
package enum Performer: Hashable, Sendable {
    /// A holder of one of these roles; `system` says whether the platform may do it unaided.
    case roles(Set<Role>, system: Bool)
    /// The decider of the body that is competent for the case.
    case decider

    /// The roles that may perform when the given body is competent.
    package func roles(for body: CompetentBody) -> Set<Role> {
        switch self {
        case .roles(let roles, _): roles
        case .decider: [body.decider]
        }
    }

    /// Whether the platform may perform it without a person.
    package var allowsSystem: Bool {
        if case .roles(_, let system) = self { system } else { false }
    }

    /// The performers as the printed table names them.
    package var text: String {
        switch self {
        case .decider: "decider"
        case .roles(let roles, let system):
            (Role.allCases.filter(roles.contains).map(\.rawValue) + (system ? ["system"] : [])).joined(separator: ",")
        }
    }

    /// The performers in words, for documents.
    package var chinese: String {
        switch self {
        case .decider: "确认机关"
        case .roles(let roles, let system):
            (Role.allCases.filter(roles.contains).map(\.chinese) + (system ? ["系统"] : [])).joined(separator: "、")
        }
    }

    static func people(_ roles: Role...) -> Performer { .roles(Set(roles), system: false) }
    static func peopleOrSystem(_ roles: Role...) -> Performer { .roles(Set(roles), system: true) }
}

/// A state or an event of a procedure: a stored word with the words people read.
package protocol ProcedureWord: RawRepresentable<String>, CaseIterable, Codable, Hashable, Sendable {
    /// The word on Chinese pages.
    var chinese: String { get }
}

extension CaseState: ProcedureWord {}
extension CaseEventKind: ProcedureWord {}

/// One line of a procedure: a state, an event, who, and where it can lead.
package struct ProcedureLine<State: ProcedureWord, Event: ProcedureWord>: Hashable, Sendable {
    /// The state the matter is in.
    package let from: State
    /// What is done to it.
    package let event: Event
    /// Who may do it.
    package let performer: Performer
    /// The states it can lead to; more than one when facts choose.
    package let next: [State]
    /// Whether the act is a decision, which no surveyor may take.
    package let isDecision: Bool
    /// Documents issued by it.
    package let documents: [DocumentKind]

    init(
        _ from: State, _ event: Event, _ performer: Performer, _ next: State..., decides: Bool = false,
        documents: [DocumentKind] = []
    ) {
        self.from = from
        self.event = event
        self.performer = performer
        self.next = next
        self.isDecision = decides
        self.documents = documents
    }
}

/// A line of the application's own procedure.
package typealias ProcedureRule = ProcedureLine<CaseState, CaseEventKind>

/// A set of lines in which a state and an event choose at most one.
package struct ProcedureLines<State: ProcedureWord, Event: ProcedureWord>: Sendable {
    /// Every line, in the order of the table.
    package let all: [ProcedureLine<State, Event>]
    private let byKey: [Key: ProcedureLine<State, Event>]

    private struct Key: Hashable {
        let state: State
        let event: Event
    }

    init(_ lines: [ProcedureLine<State, Event>]) {
        all = lines
        byKey = Dictionary(uniqueKeysWithValues: lines.map { (Key(state: $0.from, event: $0.event), $0) })
    }

    /// The line for an event in a state; nil when the event does not fit the state.
    package func line(from state: State, event: Event) -> ProcedureLine<State, Event>? {
        byKey[Key(state: state, event: event)]
    }

    /// Whether the table lets somebody of this role, or the platform (nil), do this, with no look at the papers.
    package func allows(_ role: Role?, _ event: Event, in state: State, body: CompetentBody) -> Bool {
        guard let line = line(from: state, event: event) else { return false }
        guard let role else { return line.performer.allowsSystem }
        return line.performer.roles(for: body).contains(role)
    }

    /// The events somebody of this role may try in this state, in table order.
    package func events(for role: Role, in state: State, body: CompetentBody) -> [Event] {
        all.filter { $0.from == state && $0.performer.roles(for: body).contains(role) }.map(\.event)
    }
}
