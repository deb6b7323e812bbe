import Primitives

// What people live on and what families own. Amounts are whole tens of yuan where rules compare them exactly.
extension CityBuilder {
    mutating func setLivelihood(of person: Int, program: DemoProgram?) {
        let age = city.age(person)
        let isObserved = program != nil
        setDisability(of: person, age: age, permille: (age < 18 ? 10 : age < 60 ? 40 : 110) * (isObserved ? 2 : 1))
        let retirement = city.people[person].sex == .male ? 60 : 55
        switch age {
        case ..<6: break
        case 6..<18: change(person) { $0.livelihood = .pupil }
        case ..<retirement: setWork(of: person, program: program)
        default: setPension(of: person, age: age, program: program)
        }
    }

    private mutating func setDisability(of person: Int, age: Int, permille: Int) {
        guard age >= 3, random.chance(permille) else { return }
        let grade = random.weighted([15, 25, 30, 30]) + 1
        let subsidised = grade <= 2
        change(person) {
            $0.disabilityGrade = grade
            $0.hasNursingSubsidy = subsidised
        }
    }

    private mutating func setWork(of person: Int, program: DemoProgram?) {
        // Per mille employed, in odd jobs, on the farm; what is left has no work.
        let (shares, wage, odd): ([Int], Range<Int>, Range<Int>) =
            switch program {
            case nil: ([520, 200, 180, 100], 250..<800, 100..<350)
            case .monitored: ([350, 250, 250, 150], 200..<360, 80..<200)
            case .edge: ([180, 350, 300, 170], 180..<260, 50..<130)
            case .dibao, .tekun: ([0, 300, 250, 450], 150..<200, 15..<55)
            }
        if city.people[person].disabilityGrade == 1 || city.people[person].disabilityGrade == 2 { return }
        switch random.weighted(shares) {
        case 0:
            let fen = random.within(wage) * 1000 + (program == nil && random.chance(120) ? random.below(900) * 1000 : 0)
            change(person) { ($0.livelihood, $0.incomeFen, $0.insuredWageFen) = (.employed, fen, fen) }
        case 1:
            let fen = random.within(odd) * 1000
            change(person) { ($0.livelihood, $0.incomeFen) = (.oddJobs, fen) }
        case 2:
            let fen = random.within(odd) * 700 / 1000 * 1000
            change(person) { ($0.livelihood, $0.incomeFen) = (.farm, fen) }
        default: break
        }
    }

    mutating func setPension(of person: Int, age: Int, program: DemoProgram?) {
        let isPoor = program.map { $0 == .dibao || $0 == .tekun } ?? false
        let draw = random.below(1000)
        if !isPoor, draw < (program == nil ? 330 : 120) {
            let fen = random.within(180..<430) * 1000 + (draw < 70 ? 200_000 : 0)
            change(person) { ($0.pensionSource, $0.pensionFen) = (draw < 70 ? .office : .enterprise, fen) }
        } else if age >= 60 {
            let fen = random.within(180_00..<320_00)
            change(person) { ($0.pensionSource, $0.pensionFen) = (.resident, fen) }
        }
        if age < 72, city.people[person].pensionSource != .office, random.chance(isPoor ? 100 : 350) {
            let fen = random.within(10..<(isPoor ? 25 : 90)) * 1000
            change(person) { ($0.livelihood, $0.incomeFen) = (.farm, fen) }
        }
    }

    mutating func setPossessions(of index: Int) {
        let household = city.households[index]
        guard household.isObserved else {
            let cars = random.weighted([420, 470, 110])
            let homes = random.weighted([70, 800, 130])
            let (price, area) = (random.skewed(1_500_000, doublings: 4), random.within(6000..<18_000))
            let (shop, deposit) = (random.chance(45), random.skewed(20_000, doublings: 13) * household.members.count)
            change(household: index) {
                ($0.cars, $0.carFen, $0.homes, $0.homeArea) = (cars, price, homes, area)
                ($0.ownsShop, $0.depositFen) = (shop, deposit)
            }
            return
        }
        let count = household.members.count
        let hasCar = household.program != .tekun && random.chance(household.program == .monitored ? 60 : 20)
        let price = random.within(500_000..<1_500_000)
        let (homes, area) = (random.chance(700) ? 1 : 0, random.within(2000..<2900) * count)
        let deposit = random.chance(800) ? random.within(500_00..<4000_00) * count : 0
        change(household: index) {
            if hasCar { ($0.cars, $0.declaredVehicles, $0.carFen) = (1, 1, price) }
            ($0.homes, $0.homeArea, $0.depositFen) = (homes, area, deposit)
        }
    }

    /// Sets what each family in a program is paid, so that every month of every file says the same.
    mutating func setBenefits() {
        for (index, household) in city.households.enumerated() {
            guard let program = household.program, program.isPaid else { continue }
            let count = household.members.count
            let standard = city.standardFen(of: household)
            var income = household.members.reduce(0) { $0 + city.people[$1].incomeFen + city.people[$1].pensionFen }
            if program == .dibao, income >= standard * count {
                // Whoever is on dibao earns less than the standard, or would not have been confirmed.
                for person in household.members {
                    change(person) { ($0.incomeFen, $0.livelihood) = (0, $0.livelihood == .pupil ? .pupil : .none) }
                }
                income = household.members.reduce(0) { $0 + city.people[$1].pensionFen }
            }
            let fen =
                switch program {
                case .dibao: max(standard * count - income, standard * count / 5)
                case .tekun: standard * count * 13 / 10
                case .edge, .monitored: random.within(180_00..<420_00)
                }
            change(household: index) { $0.benefitFen = (fen + 99) / 100 * 100 }
        }
    }
}
