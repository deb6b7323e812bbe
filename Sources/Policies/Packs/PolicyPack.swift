import Foundation
package import Primitives

/// The parameters of one program for one region: national, province, city and county files laid over each other.
package struct PolicyPack: Hashable, Sendable {
    /// The program's folder name, for example `dibao`.
    package let program: String
    /// The region asked for; `nil` for the national pack.
    package let region: RegionCode?
    /// The folders whose files were found, national first.
    package let folders: [String]
    /// The parameters by name.
    package let parameters: [String: Parameter]

    /// The title of the most local file that has one.
    package let title: String

    /// Loads the files for a region under a root folder; throws every problem of every file at once.
    package static func load(
        program: String, region: RegionCode?, root: String
    ) throws(PolicyProblems) -> PolicyPack {
        var problems: [PolicyProblem] = []
        let pack = read(program: program, region: region, root: root, problems: &problems)
        guard problems.isEmpty else { throw PolicyProblems(problems) }
        return pack
    }

    static func read(
        program: String, region: RegionCode?, root: String, problems: inout [PolicyProblem]
    ) -> PolicyPack {
        var parameters: [String: Parameter] = [:]
        var found: [String] = []
        var title = program
        for folder in folders(for: region) {
            let name = "\(program)/\(folder)/parameters.yaml"
            let path = "\(root)/\(name)"
            guard folder == PolicyFile.national || FileManager.default.fileExists(atPath: path) else { continue }
            var reader = YAMLReader(file: name)
            if let file = PolicyFile(program: program, folder: folder, path: path, reader: &reader) {
                parameters = file.merged(onto: parameters, reader: &reader)
                title = file.title ?? title
                found.append(folder)
            }
            problems += reader.problems
        }
        return PolicyPack(program: program, region: region, folders: found, parameters: parameters, title: title)
    }

    /// The folders that may speak for a region, national first: `CN`, `37`, `3716`, `371602`.
    package static func folders(for region: RegionCode?) -> [String] {
        var result = [PolicyFile.national]
        for level in [RegionLevel.province, .city, .county] {
            if let code = region?.ancestor(at: level)?.text, !result.contains(code) { result.append(code) }
        }
        return result
    }

    /// The values that applied on a day.
    package func resolved(on day: CivilDate) -> ResolvedPolicy {
        var values: [String: ResolvedValue] = [:]
        var missing: [String: CivilDate?] = [:]
        for (name, parameter) in parameters {
            do {
                let value = try parameter.value(on: day)
                values[name] = ResolvedValue(
                    name: name, label: parameter.label, unit: parameter.unit, value: value.value, from: value.from,
                    citation: value.citation, demo: value.demo, origin: parameter.origin)
            } catch {
                missing[name] = parameter.values.first?.from
            }
        }
        return ResolvedPolicy(
            program: program, region: region, title: title, day: day, values: values, firstDays: missing)
    }
}
