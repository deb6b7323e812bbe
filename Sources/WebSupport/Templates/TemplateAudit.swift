import Mustache

/// Proves over samples that a template names only what its model has and that nothing shows empty by mistake.
///
/// Each template is walked with its sample as the engine would, partials and layouts included; both sides of a
/// condition are read whenever their names can be found. A section over a list that no sample fills is a problem of
/// the samples, and is reported too.
package struct TemplateAudit {
    /// Names that may be without text outside a condition: what a person has not typed yet, and the like.
    package var mayBeEmpty: Set<String> = ["value", "year", "month", "day", "autocomplete"]
    private let templates: TemplateSet
    private let prefixes: [String]
    private var reached: Set<Place> = []
    private var unreached: Set<Place> = []
    private var problems: Set<TemplateError> = []

    /// An audit of a set of templates; unfilled lists are reported for names beginning with one of `prefixes` only.
    ///
    /// A door gives the folders of its own templates: forms and other shared parts are filled by this room's tests.
    package init(_ templates: TemplateSet, under prefixes: [String] = [""]) {
        self.templates = templates
        self.prefixes = prefixes
    }

    /// Walks a template with a sample model inside a frame.
    package mutating func walk(
        _ template: String, _ model: any MustacheParentModel, frame: any PageFrame, site: Site,
        context: BackstopContext
    ) {
        let root = PageRoot(
            content: model, frame: frame, ambient: Ambient(context: context, site: site), assets: site.assets,
            messages: context.messages)
        guard let outline = templates.outlines[template] else {
            problems.insert(TemplateError(template: template, line: 0, reason: "does not exist"))
            return
        }
        walk(outline.nodes, Scope(template: template, stack: [root], blocks: [:], guarded: []))
    }

    /// What was found, by template and line; call it after the last sample.
    package var findings: [String] {
        let own = unreached.subtracting(reached).filter { place in prefixes.contains { place.template.hasPrefix($0) } }
        let silent = own.map { place in
            TemplateError(
                template: place.template, line: place.line,
                reason: "no sample has anything in '\(place.name)'; give one that does")
        }
        return (problems.union(silent)).map(\.description).sorted()
    }
}

extension TemplateAudit {
    private struct Place: Hashable {
        let template: String
        let line: Int
        let name: String
    }

    private struct Scope {
        var template: String
        var stack: [Any]
        var blocks: [String: (template: String, nodes: [TemplateOutline.Node])]
        var guarded: Set<String>
    }

    private enum Lookup {
        case unknown
        case known(Any?)
    }

    private mutating func walk(_ nodes: [TemplateOutline.Node], _ scope: Scope) {
        for node in nodes { walk(node, scope) }
    }

    private mutating func walk(_ node: TemplateOutline.Node, _ scope: Scope) {
        switch node {
        case .variable(let name, let line): checkVariable(name, line, scope)
        case .section(let name, let isInverted, let line, let body):
            walkSection(name, isInverted: isInverted, line, body, scope)
        case .partial(let name, _): include(name, scope)
        case .dynamicPartial(let name, let line):
            guard case .known(let value) = lookup(name, scope.stack), let target = value as? String else {
                return report(scope, line, "the partial named by '\(name)' is unknown")
            }
            guard templates.outlines[target] != nil else { return report(scope, line, "there is no '\(target)'") }
            include(target, scope)
        case .parent(let name, _, let blocks):
            var inner = scope
            for case .block(let block, _, let body) in blocks where inner.blocks[block] == nil {
                inner.blocks[block] = (scope.template, body)
            }
            include(name, inner)
        case .block(let name, _, let body):
            guard let override = scope.blocks[name] else { return walk(body, scope) }
            var inner = scope
            inner.template = override.template
            walk(override.nodes, inner)
        }
    }

    private mutating func include(_ name: String, _ scope: Scope) {
        guard let outline = templates.outlines[name] else { return }
        var inner = scope
        inner.template = name
        walk(outline.nodes, inner)
    }

    private mutating func checkVariable(_ name: String, _ line: Int, _ scope: Scope) {
        switch lookup(name, scope.stack) {
        case .unknown: report(scope, line, "uses '\(name)', which no model here has")
        case .known(let value):
            if value is MessageScope { return report(scope, line, "'\(name)' is a group of sentences, not one") }
            let last = name.split(separator: ".").last.map(String.init) ?? name
            let text = value.map { String(describing: $0) } ?? ""
            guard text.isEmpty, !scope.guarded.contains(name), !mayBeEmpty.contains(last) else { return }
            report(scope, line, "'\(name)' shows nothing; fill the sample or put it in a condition")
        }
    }

    private mutating func walkSection(
        _ name: String, isInverted: Bool, _ line: Int, _ body: [TemplateOutline.Node], _ scope: Scope
    ) {
        guard case .known(let value) = lookup(name, scope.stack) else {
            return report(scope, line, "asks for '\(name)', which no model here has")
        }
        var inner = scope
        inner.guarded.insert(name)
        if isInverted { return walk(body, inner) }
        let place = Place(template: scope.template, line: line, name: name)
        switch value {
        case nil:
            // What an installation has, such as third-party files, is no matter of samples.
            if !name.hasPrefix("site.") { unreached.insert(place) }
        case is Bool:
            walk(body, inner)
        case let list as [Any] where list.isEmpty: unreached.insert(place)
        case let list as [Any]:
            reached.insert(place)
            for element in list {
                var each = inner
                each.stack.append(element)
                walk(body, each)
            }
        case .some(let one):
            reached.insert(place)
            inner.stack.append(one)
            walk(body, inner)
        }
    }

    private func lookup(_ name: String, _ stack: [Any]) -> Lookup {
        if name == "." { return .known(stack.last) }
        let names = name.split(separator: ".").map(String.init)
        guard let first = names.first else { return .unknown }
        let hiding = stack.last { object in
            // As in the engine, a name without a value does not hide one further out.
            (object as? any MustacheParent)?.child(named: first) != nil
        }
        guard let holder = hiding ?? stack.last(where: { ($0 as? any MustacheParentModel)?.hasField(first) == true })
        else { return .unknown }
        var value: Any? = holder
        for step in names {
            guard let object = value else { return .known(nil) }
            guard let model = object as? any MustacheParentModel, model.hasField(step) else { return .unknown }
            value = model.child(named: step)
        }
        return .known(value)
    }

    private mutating func report(_ scope: Scope, _ line: Int, _ reason: String) {
        problems.insert(TemplateError(template: scope.template, line: line, reason: reason))
    }
}
