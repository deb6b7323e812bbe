package import Primitives

/// What one folder says by itself about a program, before it is laid over its parents: for people who look and edit.
package struct PackFolder: Hashable, Sendable {
    /// The program's folder name.
    package let program: String
    /// The region's code, or `CN`.
    package let folder: String
    /// The title that the folder gives itself, or else the national one.
    package let title: String
    /// Whether it decides or only holds values for others.
    package let kind: PackKind
    /// What the folder's files say of their own standing.
    package let status: PackStatus
    /// The parameters that have values here.
    package let parameters: [Parameter]
    /// The rules written here.
    package let rules: [PolicyRule]
}

extension PolicySet {
    /// The folders of a program, national first; empty when there is no such program.
    package func folders(of program: String) -> [PackFolder] {
        let own = layers[program] ?? [:]
        return own.sorted { $0.key == PackFile.national || ($1.key != PackFile.national && $0.key < $1.key) }.map {
            PackFolder(
                program: program, folder: $0.key, title: $0.value.title ?? title(of: program), kind: $0.value.kind,
                status: $0.value.status, parameters: $0.value.parameters, rules: $0.value.rules)
        }
    }

    /// The national title of a program; its folder name where it has none.
    package func title(of program: String) -> String { layers[program]?[PackFile.national]?.title ?? program }

    /// The parameters that a program declares itself, as they hold for a region: those that its file may set.
    package func parameters(of program: String, for region: RegionCode) throws(PolicyLookupError) -> [Parameter] {
        let pack = try pack(program, for: region)
        let declared = (layers[program]?[PackFile.national]?.parameters ?? []).map(\.name)
        return declared.compactMap { pack.parameters[$0] }
    }

    /// An empty file for a region that had none of its own.
    package func emptyText(of program: String, _ region: RegionCode, title: String) -> PackText {
        let kind = layers[program]?[PackFile.national]?.kind ?? .program
        let text = """
            schema: 1
            program: \(program)
            region: "\(region.text)"
            title: \(PackValueEdit.quoted(title))
            kind: \(kind.rawValue)

            """
        return PackText(program: program, region: region, files: [PackText.packFiles[0]: text])
    }
}
