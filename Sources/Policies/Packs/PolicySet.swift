import Foundation
package import Primitives

/// Every pack under a root folder, loaded once; the door through which the other rooms ask for policies.
package struct PolicySet: Sendable {
    /// The programs found, sorted.
    package let programs: [String]
    private let packs: [String: [String: PolicyPack]]

    /// Loads `root/<program>/<region>/parameters.yaml`; throws every problem of every file at once.
    package static func load(root: String) throws(PolicyProblems) -> PolicySet {
        var problems: [PolicyProblem] = []
        var packs: [String: [String: PolicyPack]] = [:]
        let programs = folders(in: root)
        if programs.isEmpty {
            problems.append(
                PolicyProblem(
                    file: ".", line: 1, column: 1, code: .unreadable, message: "no program folder under \(root)"))
        }
        for program in programs {
            for folder in folders(in: "\(root)/\(program)") {
                let region = try? RegionCode(folder)
                if folder != PolicyFile.national, region?.text != folder {
                    problems.append(
                        PolicyProblem(
                            file: "\(program)/\(folder)", line: 1, column: 1, code: .wrongPlace,
                            message: "'\(folder)' is neither CN nor a region code of 2, 4 or 6 digits"))
                    continue
                }
                packs[program, default: [:]][folder] = PolicyPack.read(
                    program: program, region: region, root: root, problems: &problems)
            }
        }
        // A parent's file is read again for each child, so its problems come more than once.
        guard problems.isEmpty else { throw PolicyProblems(Array(Set(problems))) }
        return PolicySet(programs: programs, packs: packs)
    }

    /// The most local pack that speaks for a region; `nil` asks for the national one.
    package func pack(_ program: String, for region: RegionCode?) throws(PolicyLookupError) -> PolicyPack {
        let byFolder = packs[program] ?? [:]
        for folder in PolicyPack.folders(for: region).reversed() {
            if let pack = byFolder[folder] { return pack }
        }
        throw .noProgram(program)
    }

    /// A program's policy for a region on a day.
    package func policy(
        _ program: String, for region: RegionCode?, on day: CivilDate
    ) throws(PolicyLookupError) -> ResolvedPolicy {
        try pack(program, for: region).resolved(on: day)
    }

    /// The dibao policy of a region on a day; a region without any standard that day is an error.
    package func dibaoPolicy(
        for region: RegionCode, on day: CivilDate
    ) throws(PolicyLookupError) -> ResolvedPolicy {
        let policy = try policy("dibao", for: region, on: day)
        if policy.values[ParameterKey<Money>.standardRural.name] == nil {
            _ = try policy.entry(ParameterKey<Money>.standardUrban.name)
        }
        return policy
    }

    /// All packs, sorted by program and folder.
    package var all: [PolicyPack] {
        programs.flatMap { program in
            (packs[program] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
        }
    }

    private static func folders(in path: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { name in
            var isFolder: ObjCBool = false
            return !name.hasPrefix(".")
                && FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
                && isFolder.boolValue
        }.sorted()
    }
}
