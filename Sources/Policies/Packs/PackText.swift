package import Primitives
import Sealing

/// The files of one program in one region as text: what a version of a pack consists of.
package struct PackText: Hashable, Sendable, Codable {
    /// The program's folder name.
    package let program: String
    /// The region whose folder it is.
    package let region: RegionCode
    /// The texts by file name: `pack.yaml`, `parameters.yaml`, and worked cases as `cases/NAME.yaml`.
    package var files: [String: String]

    /// Takes the parts.
    package init(program: String, region: RegionCode, files: [String: String]) {
        self.program = program
        self.region = region
        self.files = files
    }

    /// The files that hold a pack; a folder has one of them or both.
    package static let packFiles = ["pack.yaml", "parameters.yaml"]

    /// The SHA-256 of the program, the region and all files, in hexadecimal: the version's own name.
    package var hash: String {
        let json = CanonicalJSON.object([
            "program": .text(program), "region": .text(region.text), "files": .object(files.mapValues { .text($0) }),
        ])
        return Digest.hex(Digest.sha256(json.bytes))
    }

    /// The file in which a value of a parameter belongs: the one that has values of it, or else the first.
    package func file(of parameter: String) -> String {
        let names = Self.packFiles.filter { files[$0] != nil }
        return names.first { PackValueEdit.holds(parameter, in: files[$0] ?? "") } ?? names.first ?? Self.packFiles[0]
    }

    /// Whether a file may be called that.
    package static func isFileName(_ name: String) -> Bool {
        if packFiles.contains(name) { return true }
        guard name.hasPrefix("cases/"), name.hasSuffix(".yaml") else { return false }
        let stem = name.dropFirst("cases/".count).dropLast(".yaml".count)
        return !stem.isEmpty && stem.count <= 80
            && stem.unicodeScalars.allSatisfy { scalar in
                scalar == "-" || (scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)))
            }
    }

    /// The folder below the root: `standards/371621`.
    var folder: String { "\(program)/\(region.text)" }
}
