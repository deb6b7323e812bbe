package import Primitives
package import Storage

extension CommandContext {
    /// The region this installation serves; nil before an import.
    func installationRegion() throws -> RegionCode? {
        try store.installationValue(.region).flatMap { try? RegionCode($0) }
    }

    /// The region whose places the actor may choose from: staff their post's, everybody else the whole installation.
    func choosableRegion() throws -> RegionCode? {
        try actor.staff?.region ?? installationRegion()
    }
}

/// One step of choosing a place: the regions right below one, for a drop-down or a page of links.
package struct RegionChildren: Sendable, Hashable {
    /// The region chosen so far.
    package let parent: RegionRow
    /// The regions from the top of what may be chosen down to the parent, for going back.
    package let path: [RegionRow]
    /// The regions right below, by code; empty for a village.
    package let children: [RegionRow]

    /// The step below a region, by default the first; nil when there is no such region or it lies outside.
    ///
    /// At most 7 queries.
    package static func load(of code: RegionCode? = nil, in context: CommandContext) throws -> RegionChildren? {
        guard let top = try context.choosableRegion() else { return nil }
        let code = code ?? top
        guard top.contains(code), let parent = try context.store.region(code) else { return nil }
        var path: [RegionRow] = []
        var current: RegionCode? = code
        while let region = current, top.contains(region) {
            if let row = try context.store.region(region) { path.insert(row, at: 0) }
            current = region.parent
        }
        return RegionChildren(parent: parent, path: path, children: try context.store.childRegions(of: code))
    }
}

/// All regions of one level that the actor may choose from; one or two queries.
package struct RegionChoices: Sendable, Hashable {
    /// The regions, by code.
    package let regions: [RegionRow]

    /// The regions of a level inside what the actor may choose from, or inside a part of it; none outside.
    package static func load(
        _ level: RegionLevel, within part: RegionCode? = nil, in context: CommandContext
    ) throws -> RegionChoices {
        guard let top = try context.choosableRegion() else { return RegionChoices(regions: []) }
        let part = part ?? top
        guard top.contains(part) else { return RegionChoices(regions: []) }
        return RegionChoices(regions: try context.store.regions(level, in: part))
    }

    /// Whether a region is one that the actor may choose.
    package static func allows(_ code: RegionCode, in context: CommandContext) throws -> Bool {
        guard let top = try context.choosableRegion(), top.contains(code) else { return false }
        return try context.store.region(code) != nil
    }
}
