import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// In whose hand a family's own step lies: the family itself, the helper under a mandate, or somebody it named.
extension CaseStep {
    /// The question, with everybody whose mandate covers the step today and whose word is taken from the asker.
    ///
    /// Only a helper acts under an own mandate, and whoever the family named comes to the window, not to a helper.
    static func handField(_ event: CaseEventKind) -> @Sendable (CaseScene, BackstopContext) -> [Field] {
        { scene, context in
            let isHelper = context.session?.role == Role.aide.rawValue
            let standing = scene.mandates.filter {
                $0.mandate.kind == .act && $0.revokedOn == nil && $0.mandate.events.contains(event)
                    && $0.mandate.from <= scene.today && scene.today <= $0.mandate.through
            }
            let own = standing.contains { isHelper && $0.mandate.agent?.rawValue == context.session?.userID }
            let agents = isHelper ? [] : standing.filter { $0.mandate.agent == nil }
            return [
                .radios(
                    "hand", label: context.t("hand.title"),
                    hint: context.t(isHelper && !own ? "hand.noMandate" : "hand.hint"),
                    [Field.Choice("family", context.t("hand.family"))]
                        + (own ? [Field.Choice("own", context.t("hand.own"))] : [])
                        + agents.map {
                            Field.Choice(
                                $0.id.text, context.t("hand.agent", ["name": $0.content.agentName]),
                                hint: $0.content.relation)
                        })
            ]
        }
    }
}

extension FormReader {
    /// What was chosen; nil with a problem said where nothing was.
    mutating func hand(_ context: BackstopContext) -> FamilyHand? {
        switch state.values.text("hand") {
        case "family": return .family
        case "own": return .ownMandate
        case let chosen:
            if let id = chosen.flatMap(MandateID.init(text:)) { return .agent(id) }
            add("hand", context.t("hand.missing"))
            return nil
        }
    }
}
