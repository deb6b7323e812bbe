package import Columns
package import Primitives

/// Department data in force at one moment: the rows, and which day each dataset describes.
package struct DepartmentData: Sendable {
    /// The rows.
    package let source: any RowSource
    /// The day that each dataset in force describes.
    package let days: [String: CivilDate]

    /// Nothing in force: a node that holds no department data, where every source is silent.
    package init() { (source, days) = (HeldTableSource(nil, tables: []), [:]) }

    /// The data of a view, whose files stay open.
    package init(_ view: SnapshotView) {
        source = StoreRowSource(view, keepsOpen: true)
        days = Dictionary(
            view.datasets().compactMap { name in view.current(name).map { (name, $0.asOf) } },
            uniquingKeysWith: { first, _ in first })
    }
}
