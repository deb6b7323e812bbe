package import Primitives

/// A number of a policy replaced for a simulation: `standards/371602/standardUrban=1050.00`.
///
/// The region is `CN` or a code; the value counts for every county inside it and on every day. A table's entry is named
/// by its words: `assistance/CN/standard.371602.U=1050`. Money is yuan, a share permille, a flag `true` or `false`.
package struct ParameterOverride: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The pack that declares the parameter, or a program that uses it.
    package let program: String
    /// `CN` or the code of a region.
    package let region: String
    /// The parameter's name.
    package let parameter: String
    /// The words of a table's levels, outermost first; empty for a single value.
    package let path: [String]
    /// The value as written.
    package let value: String

    /// Names a replacement.
    package init(program: String, region: String, parameter: String, path: [String] = [], value: String) {
        self.program = program
        self.region = region
        self.parameter = parameter
        self.path = path
        self.value = value
    }

    /// Reads `program/region/parameter=value`.
    package init(parsing text: String) throws(OverrideProblem) {
        let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
        let parts = (sides.first ?? "").split(separator: "/").map(String.init)
        guard sides.count == 2, parts.count == 3 else { throw .shape(text) }
        let names = parts[2].split(separator: ".").map(String.init)
        guard let name = names.first, parts[1] == PackFile.national || (try? RegionCode(parts[1])) != nil else {
            throw .shape(text)
        }
        self.init(
            program: parts[0], region: parts[1], parameter: name, path: Array(names.dropFirst()), value: sides[1])
    }

    /// The replacement as it is written on a command line.
    package var description: String {
        "\(program)/\(region)/\(([parameter] + path).joined(separator: "."))=\(value)"
    }

    /// Whether the replacement counts in a region; `nil` asks for the national policy.
    package func counts(in county: RegionCode?) -> Bool {
        if region == PackFile.national { return true }
        guard let county, let region = try? RegionCode(region) else { return false }
        return region.contains(county)
    }

    /// The parameter with the value in place of all others; `nil` when the pack has no such parameter.
    func replaced(in pack: PolicyPack) throws(OverrideProblem) -> Parameter? {
        guard let known = pack.parameters[parameter], known.program == program || pack.program == program else {
            return nil
        }
        let spot = try Spot(known, self)
        guard !path.isEmpty else { return known.replacing([spot.dated(spot.leaf, from: .first)]) }
        var values: [DatedValue] = []
        for dated in known.values { values.append(try spot.replacing(in: dated)) }
        return known.replacing(values)
    }
}

/// A parameter and the entry of it that is replaced.
private struct Spot {
    let parameter: Parameter
    let override: ParameterOverride
    let leaf: ParameterValue

    init(_ parameter: Parameter, _ override: ParameterOverride) throws(OverrideProblem) {
        guard parameter.keys.count == override.path.count else {
            throw .words(override, wanted: parameter.keys)
        }
        guard let leaf = parameter.leaf(typed: override.value) else { throw .value(override, parameter.unit) }
        (self.parameter, self.override, self.leaf) = (parameter, override, leaf)
    }

    func dated(_ value: ParameterValue, from: CivilDate, until: CivilDate? = nil) -> DatedValue {
        DatedValue(from: from, until: until, value: value, citation: "测算用的数值", demo: true)
    }

    func replacing(in value: DatedValue) throws(OverrideProblem) -> DatedValue {
        dated(try replacing(value.value, override.path[...]), from: value.from, until: value.until)
    }

    private func replacing(
        _ value: ParameterValue, _ path: ArraySlice<String>
    ) throws(OverrideProblem) -> ParameterValue {
        guard let word = path.first else { return leaf }
        guard case .table(var table) = value, let inner = table[word] else {
            throw .words(override, wanted: parameter.keys)
        }
        table[word] = try replacing(inner, path.dropFirst())
        return .table(table)
    }
}

extension Parameter {
    /// A single value, or an entry of a table, as a person types it; `nil` when it is none of the unit.
    fileprivate func leaf(typed text: String) -> ParameterValue? {
        let single = Parameter(
            name: name, label: label, unit: unit, choices: choices, keys: [], values: [], origin: origin,
            program: program)
        var reader = YAMLReader(file: name)
        guard let written = single.written(text), let node = reader.root(of: written) else { return nil }
        let declaration = ParameterDeclaration(
            label: label, unit: unit, choices: choices, keys: [], program: program, file: name, line: 1)
        let value = ValueReading(name: name, declaration: declaration, facts: .empty).value(node, &reader)
        return reader.problems.isEmpty ? value : nil
    }

    /// The parameter with other values.
    fileprivate func replacing(_ values: [DatedValue]) -> Parameter {
        Parameter(
            name: name, label: label, unit: unit, choices: choices, keys: keys, values: values, origin: origin,
            program: program)
    }
}

/// Why a replacement cannot be made.
package enum OverrideProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text is not `program/region/parameter=value`.
    case shape(String)
    /// No policy has the parameter.
    case noParameter(ParameterOverride)
    /// The words do not lead to one value of a table.
    case words(ParameterOverride, wanted: [String])
    /// The value is none of the parameter's unit.
    case value(ParameterOverride, ParameterUnit)

    /// What is wrong and what to write.
    package var description: String {
        switch self {
        case .shape(let text): "“\(text)”应写成 项目/地区/参数=数值，例如 standards/371602/standardUrban=1050.00。"
        case .noParameter(let item): "“\(item.program)”没有参数“\(item.parameter)”；用 backstop policy show 查看有哪些参数。"
        case .words(let item, let wanted):
            wanted.isEmpty
                ? "“\(item.parameter)”不是表，不要再写“.”后面的内容。"
                : "“\(item.parameter)”是表，要写明\(wanted.joined(separator: "、"))，例如 \(item.parameter).371602.U。"
        case .value(let item, let unit):
            "“\(item.parameter)”不能是“\(item.value)”；单位是\(unit.chinese.isEmpty ? unit.rawValue : unit.chinese)。"
        }
    }
}
