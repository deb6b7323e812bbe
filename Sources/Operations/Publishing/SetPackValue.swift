import Casework
import Policies
package import Primitives
package import Storage

/// Puts one dated value into a draft: the usual change, a raised standard from a day, without editing the text.
package struct SetPackValue: Command {
    package static let name = "policy.setValue"
    /// The version.
    package let id: PackVersionID
    /// The version number the person looked at.
    package let seen: Int64
    /// The parameter.
    package let parameter: String
    /// The first day of the value.
    package let from: CivilDate
    /// The value as typed; money in yuan.
    package let value: String
    /// The text it rests on.
    package let citation: String
    /// Whether it is only a demonstration.
    package let demo: Bool

    /// Takes the inputs.
    package init(
        id: PackVersionID, seen: Int64, parameter: String, from: CivilDate, value: String, citation: String,
        demo: Bool = false
    ) {
        self.id = id
        self.seen = seen
        self.parameter = parameter
        self.from = from
        self.value = value
        self.citation = citation
        self.demo = demo
    }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<PackReceipt> {
        let opened = try PackWork.open(id, seen: seen, at: [.draft], by: PolicyAuthority.drafters, in: context)
        guard let work = opened.value else { return .refused(opened.reasons) }
        let row = work.row
        let known = try work.timeline.packs(on: row.inForceFrom).parameters(of: row.program, for: row.region)
        guard let found = known.first(where: { $0.name == parameter }) else {
            return .refused([.policyUnknownParameter])
        }
        guard found.isTyped else { return .refused([.policyNeedsText]) }
        var refusals: [Reason] = []
        let written = found.written(value)
        if written == nil { refusals.append(.policyBadValue(found)) }
        if citation.isBlank { refusals.append(.policyCitationMissing) }
        guard refusals.isEmpty, let written else { return .refused(refusals) }
        var text = row.text
        let file = text.file(of: parameter)
        let edit = PackValueEdit(parameter: parameter, from: from, value: written, citation: citation, demo: demo)
        guard let edited = edit.applied(to: text.files[file] ?? "") else { return .refused([.policyNeedsText]) }
        text.files[file] = edited
        return .done(try work.write(text, from: row.inForceFrom, note: row.note, verb: Self.name, in: context))
    }
}
