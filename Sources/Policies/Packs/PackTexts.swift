import Foundation
import Primitives

/// The files of a folder of packs, read once, so that the text of a version can stand in a file's place.
struct PackTexts: Sendable {
    let root: String
    /// The folders of each program, sorted; names that are no region are among them.
    private(set) var folders: [String: [String]] = [:]
    /// The pack files that could be read, by their path below the root.
    private(set) var files: [String: String] = [:]
    /// Worked cases that came with a version, by the path they would have below the root.
    private(set) var cases: [String: String] = [:]
    /// Why other files could not be read.
    private(set) var problems: [PolicyProblem] = []

    /// Reads every pack file below a root.
    init(root: String) {
        self.root = root
        for program in Self.folders(in: root) {
            folders[program] = Self.folders(in: "\(root)/\(program)")
            for folder in folders[program] ?? [] {
                for name in PackText.packFiles { read("\(program)/\(folder)/\(name)") }
            }
        }
    }

    private mutating func read(_ relative: String) {
        let path = "\(root)/\(relative)"
        guard FileManager.default.fileExists(atPath: path) else { return }
        var reader = YAMLReader(file: relative)
        files[relative] = reader.text(at: path)
        problems += reader.problems
    }

    /// The files of a folder; `nil` when it has none.
    func text(of program: String, _ region: RegionCode) -> PackText? {
        var found: [String: String] = [:]
        let folder = "\(program)/\(region.text)/"
        for name in PackText.packFiles { found[name] = files[folder + name] }
        for (path, text) in cases where path.hasPrefix(folder) { found[String(path.dropFirst(folder.count))] = text }
        return found.isEmpty ? nil : PackText(program: program, region: region, files: found)
    }

    /// The same with all pack files of a folder replaced by those of a version; its worked cases come on top.
    func laying(_ text: PackText) -> PackTexts {
        var texts = self
        for name in PackText.packFiles { texts.files["\(text.folder)/\(name)"] = text.files[name] }
        for (name, content) in text.files where !PackText.packFiles.contains(name) {
            texts.cases["\(text.folder)/\(name)"] = content
        }
        let known = Set(folders[text.program] ?? []).union([text.region.text])
        texts.folders[text.program] = known.sorted()
        return texts
    }

    private static func folders(in path: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { name in
            var isFolder: ObjCBool = false
            return !name.hasPrefix(".")
                && FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
                && isFolder.boolValue
                // A folder with facts of its own is a root of its own, for example the benchmark's policy.
                && !FileManager.default.fileExists(atPath: "\(path)/\(name)/\(FactsFile.name)")
        }.sorted()
    }
}
