import Casework
import Policies
package import Primitives
package import Storage

/// Writes the texts of a draft, its day and what it rests on.
///
/// A text with mistakes is kept, so that nothing typed is lost; it is only not submitted. A file left empty is removed.
package struct SavePackText: Command {
    package static let name = "policy.save"
    /// The version.
    package let id: PackVersionID
    /// The version number the person looked at.
    package let seen: Int64
    /// The day from which it is to be in force.
    package let inForceFrom: CivilDate
    /// The number and title of the text it rests on.
    package let note: String
    /// The texts by file name; nil keeps them.
    package let files: [String: String]?

    /// A file of the nation's largest pack has 30 KB; several go through one form.
    static let limitBytes = 200 << 10

    /// Takes the inputs.
    package init(id: PackVersionID, seen: Int64, inForceFrom: CivilDate, note: String, files: [String: String]?) {
        self.id = id
        self.seen = seen
        self.inForceFrom = inForceFrom
        self.note = note
        self.files = files
    }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<PackReceipt> {
        let opened = try PackWork.open(id, seen: seen, at: [.draft], by: PolicyAuthority.drafters, in: context)
        guard let work = opened.value else { return .refused(opened.reasons) }
        let files = (files ?? work.row.files).filter { !$0.value.isBlank }
        var refusals: [Reason] = []
        if note.isBlank { refusals.append(.policyNoteMissing) }
        for name in files.keys.sorted() where !PackText.isFileName(name) { refusals.append(.policyFileName(name)) }
        if files.values.contains(where: { $0.utf8.count > Self.limitBytes }) { refusals.append(.policyTooLarge) }
        guard refusals.isEmpty else { return .refused(refusals) }
        let text = PackText(program: work.row.program, region: work.row.region, files: files.mapValues(Self.ended))
        return .done(try work.write(text, from: inForceFrom, note: note, verb: Self.name, in: context))
    }

    /// Browsers drop or double the line end of a text area; a file ends with one.
    private static func ended(_ text: String) -> String {
        var text = text
        while text.last == "\n" { text.removeLast() }
        return text + "\n"
    }
}
