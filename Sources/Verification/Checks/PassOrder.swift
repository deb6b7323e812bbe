/// In which order datasets are read: a group waits for those it needs, and the groups of a dataset share a pass.
struct PassOrder {
    /// The wave of each group, and of the second dataset it goes through.
    private(set) var waves: [(wave: Int, through: Int)]?

    init(_ groups: [CheckCompiler.Group], names: (Int) -> String, _ problems: inout [CatalogueProblem]) {
        if let shared = Self.settle(groups, shares: true) {
            waves = shared
        } else if let apart = Self.settle(groups, shares: false) {
            waves = apart
        } else {
            for (number, group) in groups.enumerated() where Self.reaches(number, number, groups) {
                problems.append(group.spec.dataset.problem("\(names(number)) 的汇总值绕了一圈互相等待；请去掉其中一个引用。"))
            }
        }
    }

    /// Waves that satisfy all; nil when they rise without end.
    private static func settle(_ groups: [CheckCompiler.Group], shares: Bool) -> [(wave: Int, through: Int)]? {
        var waves = groups.map { _ in (wave: 0, through: 0) }
        for _ in 0...(2 * groups.count + 2) {
            let before = waves.map { $0.wave + $0.through }
            for (number, group) in groups.enumerated() {
                for need in group.needs { waves[number].wave = max(waves[number].wave, waves[need].through + 1) }
                let least = waves[number].wave + (group.spec.through == nil ? 0 : 1)
                waves[number].through = max(waves[number].through, least)
            }
            if shares { share(groups, &waves) }
            if before == waves.map({ $0.wave + $0.through }) { return waves }
        }
        return nil
    }

    private static func share(_ groups: [CheckCompiler.Group], _ waves: inout [(wave: Int, through: Int)]) {
        var last: [String: Int] = [:]
        for (number, group) in groups.enumerated() {
            last[group.spec.dataset.text] = max(last[group.spec.dataset.text] ?? 0, waves[number].wave)
            if let through = group.spec.through?.dataset.text {
                last[through] = max(last[through] ?? 0, waves[number].through)
            }
        }
        for (number, group) in groups.enumerated() {
            waves[number].wave = last[group.spec.dataset.text] ?? 0
            waves[number].through = group.spec.through.flatMap { last[$0.dataset.text] } ?? waves[number].wave
        }
    }

    private static func reaches(_ from: Int, _ to: Int, _ groups: [CheckCompiler.Group]) -> Bool {
        var seen: Set<Int> = []
        var open = Array(groups[from].needs)
        while let next = open.popLast() {
            if next == to { return true }
            if seen.insert(next).inserted { open += groups[next].needs }
        }
        return false
    }
}
