import Columns
import Primitives

extension Inquiry {
    /// Cars: number against the declared one, and their value.
    func askVehicles() {
        let cars = gatherAll("vehicle", "owner_id") { row in
            guard try row.has("status", "A"), try row.has("vtype", "K") || row.has("vtype", "H") else {
                return nil as (value: Int64, evidence: FindingEvidence)?
            }
            let plate = try row.text("plate_no")
            return (
                try row.hundredths("assessed_value") ?? 0,
                FindingEvidence(row, date: try row.date("register_date")?.text, note: plate)
            )
        }
        let count = Quantity(Int64(cars.values.count), .count)
        let value = Quantity(total(cars.values.map(\.value)), .fen)
        let declared = Quantity(Int64(request.declared.vehicles), .count)
        let isKnown = cars.answered > 0
        line("vehicle.count", "机动车辆数", declared: declared, found: isKnown ? count : nil, isComplete: cars.isComplete)
        line("vehicle.value", "机动车辆估值", found: isKnown ? value : nil, isComplete: cars.isComplete)
        if count.value > declared.value {
            find(
                "vehicle.undeclared", "登记的机动车辆多于申报数", .conflict, dataset: "vehicle", observed: count,
                limit: declared, evidence: cars.values.map(\.evidence))
        }
        if value.value > limits.vehicleValue.fen {
            find(
                "vehicle.value", "机动车辆估值超过规定限额", .conflict, dataset: "vehicle", observed: value,
                limit: Quantity(limits.vehicleValue.fen, .fen), evidence: cars.values.map(\.evidence))
        }
    }

    /// Homes by certificate and area; shops, garages and offices by owner.
    func askHomes() {
        var homes: [(certificate: String, shared: Int64, evidence: FindingEvidence)] = []
        var answered = 0
        for person in people {
            let rows = gather("property", "owner_id", person: person) { row in
                guard try row.has("status", "A") else {
                    return nil as (isHome: Bool, certificate: String, shared: Int64, evidence: FindingEvidence)?
                }
                let certificate = try row.text("cert_no") ?? ""
                let shared = product(try row.hundredths("area_m2") ?? 0, try row.integer("share_pct") ?? 100)
                let evidence = FindingEvidence(row, date: try row.date("register_date")?.text, note: certificate)
                return (try row.has("usage", "R"), certificate, shared, evidence)
            }
            guard let rows else { continue }
            answered += 1
            homes += rows.filter(\.isHome).map { ($0.certificate, $0.shared, $0.evidence) }
            let others = rows.filter { !$0.isHome }
            guard !others.isEmpty else { continue }
            find(
                "property.nonResidential", "名下有商铺、车库、写字楼等非住宅", .question, person: person, dataset: "property",
                observed: Quantity(others.map(\.certificate).distinctCount, .count), limit: Quantity(0, .count),
                evidence: others.map(\.evidence))
        }
        let isComplete = answered == people.count
        let count = Quantity(homes.map(\.certificate).distinctCount, .count)
        let shared = total(homes.map(\.shared))
        let declared = request.declared.homes.map { Quantity(Int64($0), .count) }
        line("home.count", "住宅套数", declared: declared, found: answered > 0 ? count : nil, isComplete: isComplete)
        line(
            "home.area", "住宅面积（按份额）", found: answered > 0 ? Quantity(shared / 100, .hundredthsSquareMetre) : nil,
            isComplete: isComplete)
        if count.value > limits.homes {
            find(
                "home.count", "住宅超过规定套数", .conflict, dataset: "property", observed: count,
                limit: Quantity(Int64(limits.homes), .count), evidence: homes.map(\.evidence))
        }
        let area = limits.homeAreaPerMember * Int64(people.count)
        if shared > area * 100 {
            find(
                "home.area", "住宅面积超过人均限额，应核实", .question, dataset: "property",
                observed: Quantity(shared / 100, .hundredthsSquareMetre), limit: Quantity(area, .hundredthsSquareMetre),
                evidence: homes.map(\.evidence))
        }
    }

    /// Enterprises led or held.
    func askFirms() {
        var codes: [String] = []
        var answered = 0
        for person in people {
            let led = gather("business_reg", "legal_rep_id", person: person) { row in
                guard try row.has("status", "A"), try !row.has("btype", "G") else {
                    return nil as (code: String, evidence: FindingEvidence)?
                }
                let code = try row.text("uscc") ?? ""
                return (code, FindingEvidence(row, date: try row.date("reg_date")?.text, note: code))
            }
            let held = gather("shareholder", "holder_id", person: person) { row in
                guard let code = try row.text("uscc"),
                    try self.rows(of: "business_reg", column: "uscc", text: code).contains(where: { firm in
                        try firm.has("status", "A")
                    })
                else { return nil as (code: String, evidence: FindingEvidence)? }
                return (code, FindingEvidence(row, note: code))
            }
            if led != nil, held != nil { answered += 1 }
            codes += (led ?? []).map(\.code) + (held ?? []).map(\.code)
            if let led, !led.isEmpty {
                find(
                    "business.legalRepresentative", "担任在业企业的法定代表人", .conflict, person: person,
                    dataset: "business_reg", observed: Quantity(Int64(led.count), .count), limit: Quantity(0, .count),
                    evidence: led.map(\.evidence))
            }
            if let held, !held.isEmpty {
                find(
                    "business.shareholder", "持有在业企业的股份，应核实出资和收益", .question, person: person,
                    dataset: "shareholder", observed: Quantity(held.map(\.code).distinctCount, .count),
                    limit: Quantity(0, .count), evidence: held.map(\.evidence))
            }
        }
        line(
            "business.count", "企业和出资数", declared: request.declared.firms.map { Quantity(Int64($0), .count) },
            found: answered > 0 ? Quantity(codes.distinctCount, .count) : nil, isComplete: answered == people.count)
    }

    /// Homes sold within a year, and agricultural machines.
    func askOtherProperty() {
        let sales = gatherAll("realty_tx", "seller_id") { row in
            let date = try row.date("tx_date")
            guard self.isWithinYear(date) else { return nil as (Int64, FindingEvidence)? }
            return (
                try row.hundredths("price") ?? 0,
                FindingEvidence(row, date: date?.text, note: try row.text("contract_no"))
            )
        }
        let sold = Quantity(total(sales.values.map(\.0)), .fen)
        line("realty.sales", "一年内出售房产价款", found: sales.answered > 0 ? sold : nil, isComplete: sales.isComplete)
        if sold.value > limits.realtySale.fen {
            find(
                "realty.sales", "一年内出售房产的价款较大，应核实去向", .question, dataset: "realty_tx", observed: sold,
                limit: Quantity(limits.realtySale.fen, .fen), evidence: sales.values.map(\.1))
        }
        for person in people {
            let machines = gather("agri_machine", "owner_id", person: person) { row in
                guard try row.has("status", "A") else { return nil as (Int64, FindingEvidence)? }
                return (try row.hundredths("value") ?? 0, FindingEvidence(row, note: try row.text("machine_no")))
            }
            let value = machines.map { Quantity(total($0.map(\.0)), .fen) }
            line("machine.value", "大型农机价值", person: person, found: value, isComplete: machines != nil)
            guard let machines, let value, value.value > limits.machineValue.fen else { continue }
            find(
                "machine.value", "大型农机价值超过规定限额，应核实", .question, person: person, dataset: "agri_machine",
                observed: value, limit: Quantity(limits.machineValue.fen, .fen), evidence: machines.map(\.1))
        }
    }
}
